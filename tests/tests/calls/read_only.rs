//! A read-only client has every operation that reads. That it has no other is for `compile_fail`.

use nomos_client_runtime::scope::ReadOnly;
use nomos_tests::{connect, sandbox::Sandbox};

/// One test per version: the calls that all versions have, and the given ones.
macro_rules! reads {
    ($codename:ident: $krate:ident, $client:ident => $($call:expr),+ $(,)?) => {
        #[tokio::test]
        async fn $codename() {
            use $krate::{API_VERSION, Client, types::{GrantType, TokenRequest}};

            let sandbox = Sandbox::start(API_VERSION).await;
            let $client: Client<ReadOnly> = connect(Client::builder(), &sandbox).read_only();
            $client.plans().list().await.unwrap();
            $client.plans().get("pln_1").await.unwrap();
            $client.plans().quote("pln_1", "10115", 2500).await.unwrap();
            $client.leads().list().await.unwrap();
            $client.leads().get("lead_1").await.unwrap();
            $client.subscriptions().list().await.unwrap();
            $client.subscriptions().get("sub_1").await.unwrap();
            $client.subscriptions().prices("sub_1", DAY, DAY).await.unwrap();
            $client.customers().list().await.unwrap();
            $client.customers().get("cus_1").await.unwrap();
            $client.invoices().get("inv_1").await.unwrap();
            $client.invoices().file("inv_1").await.unwrap();
            $client.events().get("evt_1").await.unwrap();
            $client.oauth().authorize("client_1", "https://app.example").await.unwrap();
            let token = TokenRequest::new(GrantType::ClientCredentials);
            let token = $client.oauth().token(token);
            token.with_basic_auth("client_1", "s3cret").await.unwrap();
            $($call.await.unwrap();)+

            assert_eq!(sandbox.violations(), []);
            let mut reading = sandbox.operations();
            reading.retain(|(method, path)| method == "GET" || path == "/oauth/token");
            assert_eq!(sandbox.operations_seen(), reading);
        }
    };
}

const DAY: jiff::civil::Date = jiff::civil::date(2026, 2, 1);

reads! { chucky: nomos_chucky, client =>
    client.subscriptions().invoices("sub_1"),
    client.subscriptions().meter_readings("sub_1"),
    client.subscriptions().consumption("sub_1"),
    client.suppliers().list(),
    client.suppliers().search("Stadtwerke"),
    client.oauth().metadata(),
}

reads! { batman: nomos_batman, client =>
    client.subscriptions().invoices("sub_1"),
    client.subscriptions().meter_readings("sub_1"),
    client.subscriptions().consumption("sub_1"),
    client.suppliers().list(),
    client.suppliers().search("Stadtwerke"),
    client.oauth().metadata(),
}

reads! { edison: nomos_edison, client =>
    client.subscriptions().invoices("sub_1"),
    client.subscriptions().meter_readings("sub_1"),
    client.subscriptions().consumption("sub_1"),
    client.suppliers().list(),
    client.suppliers().search("Stadtwerke"),
    client.oauth().metadata(),
    client.meter_orders().list(),
    client.meter_orders().get("prdo_1"),
    client.grid_fee_reductions().list(),
    client.grid_fee_reductions().get("gfr_1"),
}

reads! { curie: nomos_curie, client =>
    client.subscriptions().usage("sub_1"),
    client.meter_readings().list(),
    client.invoices().list(),
    client.market_partners().list(),
    client.meter_orders().list(),
    client.meter_orders().get("prdo_1"),
    client.grid_fee_reductions().list(),
    client.grid_fee_reductions().get("gfr_1"),
}
