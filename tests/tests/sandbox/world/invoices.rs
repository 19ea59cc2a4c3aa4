use super::*;
use nomos_tests::http;

#[tokio::test]
async fn an_invoice_bills_the_usage() {
    let world = World::start(CURIE).await;
    let invoice = world.get(&format!("/invoices/{}", ids::INVOICE)).await;
    assert_eq!(
        (&invoice["month"], &invoice["status"]),
        (&json!(5), &json!("open"))
    );
    let path = format!(
        "/subscriptions/{}/usage?resolution=month&",
        ids::SUBSCRIPTION
    );
    let usage = world
        .get(&format!("{path}start=2026-05-01&end=2026-06-01"))
        .await;
    assert_eq!(usage["data"][0]["usage"], invoice["usage"]);
}

#[tokio::test]
async fn there_are_invoices_of_all_types_and_states() {
    let world = World::start(CURIE).await;
    for (id, kind, status) in [
        (ids::INVOICE, "usage", "open"),
        (ids::INVOICE_PAID, "usage", "paid"),
        (ids::INVOICE_VOIDED, "usage", "voided"),
        (ids::INVOICE_VOID, "void", "paid"),
        (ids::INVOICE_PREPAYMENT, "prepayment", "paid"),
        (ids::INVOICE_UNCOLLECTIBLE, "prepayment", "uncollectible"),
    ] {
        let invoice = world.get(&format!("/invoices/{id}")).await;
        assert_eq!(
            (&invoice["type"], &invoice["status"]),
            (&json!(kind), &json!(status))
        );
    }
    let void = world.get(&format!("/invoices/{}", ids::INVOICE_VOID)).await;
    assert_eq!(void["voids"], ids::INVOICE_VOIDED);
}

#[tokio::test]
async fn earlier_versions_list_usage_invoices_by_subscription() {
    let world = World::start(EDISON).await;
    let list = world
        .get(&format!("/subscriptions/{}/invoices", ids::SUBSCRIPTION))
        .await;
    let mut items = list["items"].as_array().unwrap().iter();
    assert!(items.len() == 7 && items.all(|it| it["usage"].is_number()));
    assert_eq!(
        world
            .try_get(&format!("/invoices/{}", ids::INVOICE_VOID))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn the_file_is_a_pdf_behind_a_signed_link() {
    let world = World::start(CURIE).await;
    let call = world.call("GET", &format!("/invoices/{}/file", ids::INVOICE));
    let response = call.send().await.unwrap();
    let link = response.headers()["location"].to_str().unwrap();
    let file = http().get(link).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "application/pdf");
    let file = file.text().await.unwrap();
    assert!(file.starts_with("%PDF-") && file.contains("Invoice 4X44EMKX-"));
    let forged = link.replace("signature=", "signature=0");
    assert_eq!(http().get(forged).send().await.unwrap().status(), 403);
    let later = link.replace("expires=1", "expires=2");
    assert_eq!(http().get(later).send().await.unwrap().status(), 403);
}
