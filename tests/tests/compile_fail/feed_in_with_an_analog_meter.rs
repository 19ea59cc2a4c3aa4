//! nomos_curie with feed_in.rs.

use nomos_curie::{
    feed_in::{FeedInMeter, FeedInSignup},
    german::Start,
    types::{InsertAddress, InsertMeter, InsertPaymentMethod, InsertPersonCustomer, MeterType},
};

fn meter() -> FeedInMeter {
    InsertMeter::new("1APA0195124010", MeterType::Analog, 8000)
}

fn signup(person: InsertPersonCustomer, address: InsertAddress, account: InsertPaymentMethod) -> FeedInSignup {
    let meter = InsertMeter::new("1APA0195124010", MeterType::Analog, 8000);
    FeedInSignup::new("pln_1", person, address, meter, account, Start::NextPossible)
}

fn main() {}
