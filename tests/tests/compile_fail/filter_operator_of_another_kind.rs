//! nomos_curie with GET /plans?filter[created_at].

use nomos_curie::{Filter, filters::plan, types::Plan};

fn exactly(time: nomos_curie::Timestamp) -> Filter<Plan> {
    plan::CREATED_AT.eq(time)
}

fn main() {}
