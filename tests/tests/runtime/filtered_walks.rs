//! Walks over a list with filters.
//!
//! Every version with GET /subscriptions?filter[status], GET /subscriptions?filter[created_at].

use nomos_tests::sandbox::Sandbox;

use super::api::{API_VERSION, Client, filters::subscription, types::SubscriptionStatus};
use crate::connect;

#[tokio::test]
async fn filters_apply_to_every_page() {
    let sandbox = Sandbox::builder(API_VERSION)
        .oauth(Default::default())
        .items(1000)
        .start()
        .await;
    let client = connect(Client::builder(), &sandbox);
    let list = client.subscriptions().list();
    let list = list.filter(
        subscription::STATUS.is_in([SubscriptionStatus::Active, SubscriptionStatus::Ended]),
    );
    let since = list.clone().items().collect().await.unwrap()[99].created_at;
    let mut found = list.filter(subscription::CREATED_AT.gte(since)).items();
    let mut count = 0;
    while let Some(item) = found.next().await {
        let item = item.unwrap();
        assert!(item.status != SubscriptionStatus::Pending && item.created_at >= since);
        count += 1;
    }
    assert_eq!(count, 100);
    assert_eq!(sandbox.violations(), []);
}
