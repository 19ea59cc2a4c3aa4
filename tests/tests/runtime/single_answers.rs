//! A list without pages is iterated in a single response.
//!
//! Every version with GET /plans, no GET /plans?cursor.

use nomos_tests::{faults, sandbox::Sandbox, timeout_under};

use super::api::{API_VERSION, Client};
use crate::connect;

#[tokio::test]
async fn every_item_is_returned_once_or_there_is_an_error() {
    for (fault, is_overcome) in faults() {
        let sandbox = Sandbox::builder(API_VERSION)
            .oauth(Default::default())
            .items(1000)
            .start()
            .await;
        let client = connect(Client::builder(), &sandbox);
        sandbox.fault(fault.clone());
        let timeout_under = timeout_under(&fault);
        let walk = |client: Client| async move {
            let list = client.plans().list().with_timeout(timeout_under);
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
