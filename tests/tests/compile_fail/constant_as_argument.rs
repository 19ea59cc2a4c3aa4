//! nomos_curie with POST /leads.

use nomos_curie::types::{InsertLeadPaymentMethod, PaymentMethodType};

// A constant is not an argument.
fn names_the_only_value() {
    let _ = InsertLeadPaymentMethod::new().r#type();
    let _ = InsertLeadPaymentMethod::new().r#type(PaymentMethodType::SepaDebit);
}

fn main() {}
