// The operations that curie removed.

use super::{
    api::{
        Client,
        types::{
            InsertMeterReading, InvoiceStatus, MeterReadingType, UsagePointType, UsageResolution,
        },
    },
    list,
};
use crate::{date, decimal, time};

pub async fn full(client: &Client) {
    let subscriptions = client.subscriptions();
    let invoice = list(subscriptions.invoices("sub_1"))
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(invoice.total, decimal("110.04"));
    assert_eq!(invoice.status, InvoiceStatus::Open);
    assert_eq!(invoice.period_end, Some(time("2025-04-30T22:00:00Z")));
    assert_eq!(client.invoices().get(&invoice.id).await.unwrap(), invoice);

    let body = InsertMeterReading::new(decimal("150.5"), time("2026-03-14T12:00:00Z"))
        .message("Read by torchlight");
    let reading = subscriptions
        .create_meter_reading("sub_1", body)
        .await
        .unwrap();
    assert_eq!(reading.value, decimal("150"));
    assert_eq!(reading.r#type, MeterReadingType::CustomerReport);
    let readings = list(subscriptions.meter_readings("sub_1")).await.unwrap();
    assert_eq!(readings.items, [reading]);

    let consumption = subscriptions
        .consumption("sub_1")
        .resolution(UsageResolution::QuarterHour)
        .start(date("2026-03-17"))
        .end(date("2026-03-18"));
    let consumption = consumption.await.unwrap();
    assert_eq!(consumption.resolution, UsageResolution::QuarterHour);
    assert_eq!(consumption.data[1].usage, decimal("0.15"));
    assert_eq!(consumption.data[1].r#type, UsagePointType::Final);

    let supplier = list(client.suppliers().list())
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(supplier.created_at, Some(time("2021-01-01T00:00:00Z")));
    let found = list(client.suppliers().search("Stadtwerke & Söhne"))
        .await
        .unwrap();
    assert_eq!(found.items, [supplier]);

    let metadata = client.oauth().metadata().await.unwrap();
    assert_eq!(metadata.response_types_supported, ["code"]);
    assert_eq!(metadata.scopes_supported.unwrap(), ["read", "write"]);
}

pub async fn minimal(client: &Client) {
    let subscriptions = client.subscriptions();
    let invoice = subscriptions
        .invoices("sub_1")
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!((invoice.period_end, invoice.issued_at), (None, None));
    assert_eq!(client.invoices().get(&invoice.id).await.unwrap(), invoice);

    let body = InsertMeterReading::new(150, time("2026-03-14T12:00:00Z"));
    let reading = subscriptions
        .create_meter_reading("sub_1", body)
        .await
        .unwrap();
    let readings = subscriptions.meter_readings("sub_1").await.unwrap();
    assert_eq!(readings.items, [reading]);

    let consumption = subscriptions.consumption("sub_1").await.unwrap();
    assert_eq!(consumption.data, []);

    let supplier = client.suppliers().list().await.unwrap().items.remove(0);
    assert_eq!(supplier.created_at, None);
    let found = client.suppliers().search("Stadtwerke").await.unwrap();
    assert_eq!(found.items, [supplier]);

    let metadata = client.oauth().metadata().await.unwrap();
    assert_eq!(metadata.issuer, "https://api.nomos.energy");
    assert_eq!(metadata.scopes_supported, None);
}
