//! nomos_curie with GET /invoices?filter[status], GET /invoices?filter[period_start], GET
//! /subscriptions?filter[plan].

use nomos_curie::{
    filters::{invoice, subscription},
    types::CustomerId,
};

fn main() {
    let _ = invoice::STATUS.eq("open");
    let _ = invoice::PERIOD_START.gte("2026-01-01T00:00:00Z");
    let _ = subscription::PLAN.eq(CustomerId::from("cus_1"));
}
