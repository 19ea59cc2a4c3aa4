//! nomos_curie with feed_in.rs.

use nomos_curie::feed_in::FeedInSignup;

fn switch(signup: FeedInSignup) -> FeedInSignup {
    signup.previous_supplier("mp_1")
}

fn main() {}
