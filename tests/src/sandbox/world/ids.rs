//! The initial objects of a sandbox, whose ids never change.

macro_rules! ids {
    ($($name:ident = $id:literal: $what:literal;)*) => {
        $(
            #[doc = $what]
            #[doc = ""]
            #[doc = concat!("`", $id, "`")]
            pub const $name: &str = $id;
        )*

        /// All ids with their descriptions, in the order of this module.
        pub const ALL: &[(&str, &str)] = &[$(($id, $what)),*];
    };
}

ids! {
    PLAN = "pln_khtlp8bzei3bzb3av6n3za95": "Plan with a variable price that offers smart meters.";
    PLAN_BASIC = "pln_yonin1rlpzu81bp7m60d3pe0": "Plan that does not offer smart meters.";
    PLAN_FEED_IN = "pln_k0sjnkw5k81e23fqzjyltro2": "Feed-in plan; hidden before curie.";
    CUSTOMER = "cus_ctsudm4huzfwm3iarlhcs3i6": "Person with one consumption and one feed-in subscription.";
    COMPANY = "cus_b2r71mnzk3g9zuc3c8l756m0": "Company with a VAT id.";
    CUSTOMER_PENDING = "cus_qegf8fltyzn3qz037lvvlrmc": "Person whose supply has not started yet.";
    CUSTOMER_ENDED = "cus_tvg3zavaxm1w3iwiqo5h2xof": "Person with an ended subscription and one to the plan without smart meters.";
    SUBSCRIPTION = "sub_mr0v9xcy850pim92cfittbia": "Active subscription with a smart meter, supplied since 2024.";
    SUBSCRIPTION_ANALOG = "sub_kikll6hft3zoyx4mzm0njho4": "Active subscription of the company, with an analog meter and no meter order.";
    SUBSCRIPTION_BASIC = "sub_k47jkiqb9fz7dnznswutu464": "Active subscription to the plan without smart meters.";
    SUBSCRIPTION_PENDING = "sub_c8ehmeddfwpbuolqb897c2h6": "Subscription that starts in two months, with a smart meter on order.";
    SUBSCRIPTION_ENDED = "sub_jfwtzr8obtpk3612uw3kd8s0": "Ended subscription.";
    FEED_IN = "sub_o2k3ordomknxrd9mzg1qterg": "Active feed-in subscription; hidden before curie, like the next two.";
    FEED_IN_PENDING = "sub_kjhis67jhwcw4u9nx7zb25es": "Feed-in subscription of the company that starts in two months.";
    FEED_IN_ENDED = "sub_kdrwmkja1pde18nq9tm02w3c": "Ended feed-in subscription.";
    LEAD = "lead_km0ekggqz61ggnoo6y1jrne3": "Lead that has not been converted.";
    LEAD_CONVERTED = "lead_xrwwjlikiitlfmrhfregdrni": "Lead that became the pending subscription.";
    INVOICE = "inv_kt85viyzh4mvfsuab73bzm1y": "Open usage invoice.";
    INVOICE_PAID = "inv_igrfqo69yq2769j61rwtvpsy": "Paid usage invoice.";
    INVOICE_VOIDED = "inv_lob2hdszuq2er2tz6fql0a7e": "Voided usage invoice.";
    INVOICE_VOID = "inv_kktmumku68i21zzm6goerowj": "Invoice that voids the previous one; since curie.";
    INVOICE_PREPAYMENT = "inv_uwt13izz5hql8vtvkldn6v0j": "Paid prepayment; since curie.";
    INVOICE_UNCOLLECTIBLE = "inv_zq0axq4phselm4of5mm5v0mv": "Uncollectible prepayment; since curie.";
    INVOICE_CREDIT = "inv_mstedlmirvmw29usyih267ic": "Credit for energy fed in, with a negative total; since curie.";
    METER_ORDER = "prdo_kq156j31icopw7j6pj584xcr": "Pending smart meter order; since edison.";
    METER_ORDER_CANCELLED = "prdo_cqjn0gq2xrunuo0rh7uj3o8q": "Cancelled smart meter order of the ended subscription; since edison.";
    GRID_FEE_REDUCTION = "prdo_kb2spzoajuup07zzd13vjkcs": "Active module 1 of the active subscription; since edison.";
    GRID_FEE_REDUCTION_REJECTED = "prdo_k5e97trz7tq4nusebvsb25lx": "Rejected module 1 of the basic subscription; since edison.";
    MARKET_PARTNER = "mp_paeqkonbbgir9gxr03ehj3xf": "Previous supplier for a switch.";
    METER_READING = "mr_e9lkz5ayyxt0b7wo62yg1rd3": "Meter reading reported by a customer.";
    EVENT = "evt_pbjx3fu6aivcydkt5z73fuce": "Creation event of the active subscription.";
}
