//! Walks over lists, page by page.

use crate::client::{self, ApiError, Client, METER_TYPE, MeterType, PLANS_LIST, Plan};
use nomos_client_runtime::{CallBuilder, List, RetryPolicy, testing::TestTransport};

/// A page of plans with these numbers.
fn page(numbers: &[u32], next: Option<&str>, more: bool) -> String {
    let items: Vec<_> = numbers
        .iter()
        .map(|number| format!(r#"{{"id":"pln_{number}","price":1}}"#))
        .collect();
    let next = serde_json::to_string(&next).unwrap();
    let items = items.join(",");
    format!(r#"{{"object":"list","items":[{items}],"next_page":{next},"has_more":{more}}}"#)
}

fn connect(transport: &TestTransport) -> Client {
    Client::builder()
        .token("hunter2")
        .transport(transport.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn numbers(plans: &[Plan]) -> Vec<u32> {
    let number = |plan: &Plan| {
        plan.id
            .as_str()
            .strip_prefix("pln_")
            .unwrap()
            .parse()
            .unwrap()
    };
    plans.iter().map(number).collect()
}

fn queries(transport: &TestTransport) -> Vec<String> {
    let query = |request: &http::Request<_>| request.uri().query().unwrap_or_default().to_owned();
    transport.requests().iter().map(query).collect()
}

#[tokio::test]
async fn items_come_page_by_page_with_the_query_of_the_beginning() {
    let transport = TestTransport::new()
        .reply(200, page(&[1, 2], Some("a="), true))
        .reply(200, page(&[], Some("b="), true))
        .reply(200, page(&[3], None, false));
    let list = connect(&transport)
        .list()
        .filter(METER_TYPE.eq(MeterType::Smart));
    let items = list.items().collect().await.unwrap();
    assert_eq!(numbers(&items), [1, 2, 3]);
    let filter = "filter%5Bmeter_type%5D%5Beq%5D=smart";
    assert_eq!(
        queries(&transport),
        [
            format!("{filter}&limit=100"),
            format!("{filter}&limit=100&cursor=a%3D"),
            format!("{filter}&limit=100&cursor=b%3D"),
        ]
    );
}

#[tokio::test]
async fn pages_keep_the_limit_and_end_once() {
    let transport = TestTransport::new()
        .reply(200, page(&[1], Some("a"), true))
        .reply(200, page(&[2], None, false));
    let mut pages = connect(&transport).list().limit(1).pages();
    assert_eq!(pages.cursor(), None);
    assert_eq!(numbers(&pages.next().await.unwrap().unwrap().items), [1]);
    assert_eq!(pages.cursor(), Some("a"));
    assert_eq!(numbers(&pages.next().await.unwrap().unwrap().items), [2]);
    assert_eq!(pages.cursor(), None);
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(queries(&transport), ["limit=1", "limit=1&cursor=a"]);
}

#[tokio::test]
async fn the_next_page_is_fetched_while_the_present_one_is_consumed() {
    let transport = TestTransport::new()
        .reply(200, page(&[1, 2], Some("a"), true))
        .reply(200, page(&[3], Some("b"), true));
    let mut items = connect(&transport).list().items();
    items.next().await.unwrap().unwrap();
    while transport.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    // But only one.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn an_error_has_the_cursor_from_which_the_rest_can_be_read() {
    let transport = TestTransport::new()
        .reply(200, page(&[1, 2], Some("a"), true))
        .reply(500, "")
        .reply(200, page(&[3], None, false));
    let list = connect(&transport).list();
    let mut items = list.clone().items();
    let mut seen = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(item) => seen.push(item),
            Err(error) => break error,
        }
    };
    assert!(items.next().await.is_none());
    assert_eq!((error.status(), error.cursor()), (Some(500), Some("a")));
    seen.extend(list.items().resume(error.cursor()).collect().await.unwrap());
    assert_eq!(numbers(&seen), [1, 2, 3]);
}

#[tokio::test]
async fn without_a_first_page_a_walk_begins_anew() {
    let transport = TestTransport::new()
        .reply(500, "")
        .reply(200, page(&[1], None, false));
    let list = connect(&transport).list();
    let error = list.clone().items().collect().await.unwrap_err();
    assert_eq!(error.cursor(), None);
    let items = list.items().resume(error.cursor()).collect().await.unwrap();
    assert_eq!(numbers(&items), [1]);
}

#[tokio::test]
async fn a_cursor_that_the_api_refuses_is_in_the_error() {
    let transport = TestTransport::new().reply(400, "{}");
    let list = connect(&transport).list().cursor("forged");
    let error = list.items().collect().await.unwrap_err();
    assert!(error.is_bad_request());
    assert_eq!(error.cursor(), Some("forged"));
}

#[tokio::test]
async fn a_list_that_goes_round_in_circles_is_an_error() {
    let transport = TestTransport::new()
        .reply(200, page(&[1], Some("a"), true))
        .reply(200, page(&[2], Some("b"), true))
        .reply(200, page(&[3], Some("a"), true));
    let mut items = connect(&transport).list().items();
    let mut seen = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(item) => seen.push(item),
            Err(error) => break error,
        }
    };
    assert!(error.is_paging());
    assert_eq!(error.cursor(), Some("b"));
    assert_eq!(numbers(&seen), [1, 2]);
}

#[tokio::test]
async fn more_without_a_cursor_is_an_error() {
    for next in [None, Some("")] {
        let transport = TestTransport::new()
            .reply(200, page(&[1], Some("a"), true))
            .reply(200, page(&[2], next, true));
        let mut pages = connect(&transport).list().pages();
        assert!(pages.next().await.unwrap().is_ok());
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_paging());
        assert_eq!(error.cursor(), Some("a"));
    }
}

#[tokio::test]
async fn a_dropped_future_loses_nothing() {
    let transport = TestTransport::new()
        .reply(200, page(&[1], Some("a"), true))
        .reply(200, page(&[2], None, false));
    let mut items = connect(&transport).list().items();
    let mut seen = Vec::new();
    loop {
        // Gives up at once, most of the time before anything is there.
        let next = tokio::time::timeout(std::time::Duration::ZERO, items.next()).await;
        match next {
            Ok(Some(item)) => seen.push(item.unwrap()),
            Ok(None) => break,
            Err(_) => tokio::task::yield_now().await,
        }
    }
    assert_eq!(numbers(&seen), [1, 2]);
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn a_list_without_pages_is_walked_in_one_answer() {
    let transport = TestTransport::new()
        .reply(200, page(&[1, 2], None, false))
        .reply(200, page(&[1, 2], None, true));
    let core: nomos_client_runtime::Core = nomos_client_runtime::ClientBuilder::new(client::API)
        .token("hunter2")
        .transport(transport.clone())
        .build()
        .unwrap();
    let list = CallBuilder::<List<Plan>, ApiError>::new(&core, &PLANS_LIST).build();
    let items = list.clone().items().collect().await.unwrap();
    assert_eq!(numbers(&items), [1, 2]);
    // A part of a list is not taken for the whole.
    assert!(list.items().collect().await.unwrap_err().is_paging());
    assert_eq!(queries(&transport), ["", ""]);
}
