//! nomos_curie with POST /meter-orders.

use nomos_curie::{Call, Client, ReadOnly, types};

fn order(client: &Client<ReadOnly>) -> Call<types::MeterOrder> {
    client
        .meter_orders()
        .create(types::InsertMeterOrder::new("sub_1"))
}

fn main() {}
