//! nomos_curie with feed_in.rs.

use nomos_curie::{
    feed_in::{FeedInCompany, FeedInCustomer},
    types::InsertCompanyCustomer,
};

fn company() -> FeedInCompany {
    FeedInCompany::new("Ada", "Lovelace", "Sonne GmbH", "ada@example.com")
}

fn customer(company: InsertCompanyCustomer) -> FeedInCustomer {
    company.into()
}

fn main() {}
