use nomos_curie::types::{InsertLeadPaymentMethod, PaymentMethodType};

// The only value there is need not be named.
fn names_the_only_value() {
    let _ = InsertLeadPaymentMethod::new().r#type();
    let _ = InsertLeadPaymentMethod::new().r#type(PaymentMethodType::SepaDebit);
}

fn main() {}
