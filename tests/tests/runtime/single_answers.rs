// A list without pages is walked in its single answer.

use nomos_tests::{faults, patience, sandbox::Sandbox};

use super::api::{API_VERSION, Client};
use crate::connect;

#[tokio::test]
async fn every_item_comes_once_or_there_is_an_error() {
    for (fault, is_overcome) in faults() {
        let sandbox = Sandbox::builder(API_VERSION)
            .oauth(Default::default())
            .items(1000)
            .start()
            .await;
        let client = connect(Client::builder(), &sandbox);
        sandbox.fault(fault.clone());
        let patience = patience(&fault);
        let walk = |client: Client| async move {
            let list = client.plans().list().with_timeout(patience);
            list.items().collect().await
        };
        let items = match walk(client.clone()).await {
            Ok(items) => items,
            Err(error) => {
                assert!(!is_overcome, "{fault:?}: {error}");
                assert_eq!(error.cursor(), None);
                walk(client).await.unwrap()
            }
        };
        let ids: std::collections::HashSet<_> = items.iter().map(|plan| &plan.id).collect();
        assert_eq!((items.len(), ids.len()), (1000, 1000), "{fault:?}");
    }
}
