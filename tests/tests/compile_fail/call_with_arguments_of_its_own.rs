//! nomos_curie with GET /plans/{id}.

use nomos_curie::{Call, types::Plan};

// Arguments are set by the method; `Call` has no public setters for them.
fn sets_what_is_no_parameter(call: Call<Plan>) {
    let _ = call.clone().path("id", "pln_1");
    let _ = call.clone().query("zip_code", "10115");
    let _ = call.clone().json(&"a body");
    let _ = call.clone().form(&"a body");
    let _ = call.limit(10);
}

fn makes_a_call_without_a_method(client: &nomos_curie::Client) -> Call<Plan> {
    Call::new(client, &nomos_curie::operations::plans::GET)
}

fn main() {}
