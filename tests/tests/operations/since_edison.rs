// The operations that edison added.

use super::{
    api::{
        Client,
        types::{
            GridFeeReductionStatus, GridFeeReductionType, InsertGridFeeReduction, InsertMeterOrder,
            MeterOrderProvider,
        },
    },
    list, reductions,
};
use crate::time;

pub async fn full(client: &Client) {
    let orders = client.meter_orders();
    let order = orders.create(InsertMeterOrder::new("sub_1")).await.unwrap();
    assert!(order.id.as_str().starts_with("prdo_"));
    assert_eq!(order.provider, MeterOrderProvider::EnergyMetering);
    assert_eq!(orders.get(&order.id).await.unwrap(), order);
    assert_eq!(list(orders.list()).await.unwrap().items, [order]);

    let body = InsertGridFeeReduction::new("sub_1", GridFeeReductionType::Module3);
    let reduction = client.grid_fee_reductions().create(body).await.unwrap();
    assert_eq!(reduction.r#type, GridFeeReductionType::Module1);
    assert_eq!(reduction.valid_until, Some(time("2024-03-14T12:00:00Z")));
    let got = client
        .grid_fee_reductions()
        .get(&reduction.id)
        .await
        .unwrap();
    assert_eq!(got, reduction);
    let all = reductions(client.grid_fee_reductions().list())
        .await
        .unwrap();
    assert_eq!(all.items, [reduction]);
}

pub async fn minimal(client: &Client) {
    let orders = client.meter_orders();
    let order = orders.create(InsertMeterOrder::new("sub_1")).await.unwrap();
    assert_eq!(orders.get(&order.id).await.unwrap(), order);
    assert_eq!(orders.list().await.unwrap().items, [order]);

    let body = InsertGridFeeReduction::new("sub_1", GridFeeReductionType::Module2);
    let reduction = client.grid_fee_reductions().create(body).await.unwrap();
    assert_eq!(reduction.status, GridFeeReductionStatus::Intended);
    assert_eq!((reduction.valid_from, reduction.valid_until), (None, None));
    let got = client
        .grid_fee_reductions()
        .get(&reduction.id)
        .await
        .unwrap();
    assert_eq!(got, reduction);
    let all = client.grid_fee_reductions().list().await.unwrap();
    assert_eq!(all.items, [reduction]);
}
