use rust_decimal::Decimal;

use super::*;

fn decimal(value: &Value) -> Decimal {
    value.to_string().parse().unwrap()
}

#[tokio::test]
async fn a_quote_adds_up_to_the_cent() {
    for version in [CHUCKY, CURIE] {
        let world = World::start(version).await;
        let target = format!(
            "/plans/{}/quote?zip_code=10115&usage=2500&meter_type=smart",
            ids::PLAN
        );
        let quote = world.get(&target).await;
        let mut total = Decimal::ZERO;
        for component in quote["components"].as_array().unwrap() {
            let items = component["subcomponents"].as_array().unwrap();
            let unit: Decimal = items.iter().map(|it| decimal(&it["amount"])).sum();
            assert_eq!(unit, decimal(&component["unit_amount"]));
            let amount = (unit * decimal(&component["quantity"])).round_dp(2);
            assert_eq!(amount, decimal(&component["amount"]));
            total += amount;
        }
        assert_eq!(total, decimal(&quote["amount"]));
        assert!(
            total > Decimal::from(60) && total < Decimal::from(110),
            "{total}"
        );
    }
}

#[tokio::test]
async fn one_module_makes_a_quote_cheaper_but_two_are_rejected() {
    let world = World::start(CURIE).await;
    let quote = |rest: &str| format!("/plans/{}/quote?zip_code=10115&usage=2500{rest}", ids::PLAN);
    let plain = decimal(&world.get(&quote("")).await["amount"]);
    for module in ["&14a_module_1=true", "&14a_module_2=true"] {
        assert!(decimal(&world.get(&quote(module)).await["amount"]) < plain);
    }
    let (status, answer) = world
        .try_get(&quote("&14a_module_1=true&14a_module_2=true"))
        .await;
    Refusal(400, "custom", "14a_module_2").assert(status, &answer);
}

#[tokio::test]
async fn the_payout_of_a_small_business_is_quoted_net() {
    let world = World::start(CURIE).await;
    let quote = |rest: &str| {
        format!(
            "/plans/{}/quote?zip_code=10115&usage=8000{rest}",
            ids::PLAN_FEED_IN
        )
    };
    let gross = decimal(&world.get(&quote("")).await["amount"]);
    let net = decimal(&world.get(&quote("&is_tax_exempt=true")).await["amount"]);
    assert!(net > Decimal::ZERO && net < gross);
}

#[tokio::test]
async fn a_postal_code_has_five_digits() {
    let world = World::start(CURIE).await;
    let target = format!("/plans/{}/quote?zip_code=1011X&usage=2500", ids::PLAN);
    let (status, answer) = world.try_get(&target).await;
    Refusal(400, "invalid_format", "zip_code").assert(status, &answer);
}
