//! Every filter of every list with every operator: what is sent, and that the sandbox accepts it.

use std::fmt::Display;

use jiff::Timestamp;
use nomos_client_runtime::{
    ApiError, Call, DateField, EnumField, Filter, FromResponse, Page, StringField,
};
use nomos_tests::{connect, sandbox::Sandbox};

/// A filter and the query it must send: `operator=value`.
type Case<T> = (Filter<T>, String);

fn text<T, V>(field: StringField<T, V>, [one, other]: [&'static str; 2]) -> Vec<Case<T>>
where
    V: Display + From<&'static str>,
{
    vec![
        (field.eq(one), format!("eq={one}")),
        (field.ne(one), format!("ne={one}")),
        (field.is_in([one, other]), format!("in={one},{other}")),
        (field.is_null(false), "is_null=false".into()),
        (field.contains("ö & co,"), "contains=ö & co,".into()),
        (field.starts_with("100%"), "starts_with=100%".into()),
        (field.ends_with("+1"), "ends_with=+1".into()),
    ]
}

fn choice<T, V>(field: EnumField<T, V>, [one, other]: [&'static str; 2]) -> Vec<Case<T>>
where
    V: Display + From<&'static str>,
{
    vec![
        (field.eq(one.into()), format!("eq={one}")),
        (field.ne(other.into()), format!("ne={other}")),
        (
            field.is_in([one.into(), other.into()]),
            format!("in={one},{other}"),
        ),
        (field.is_null(true), "is_null=true".into()),
    ]
}

fn date<T>(field: DateField<T>) -> Vec<Case<T>> {
    let time: Timestamp = "2026-01-31T01:00:00.5+01:00".parse().unwrap();
    vec![
        (field.gte(time), "gte=2026-01-31T00:00:00.5Z".into()),
        (field.lte(time), "lte=2026-01-31T00:00:00.5Z".into()),
        (field.is_null(true), "is_null=true".into()),
    ]
}

/// Sends each filter alone.
async fn check<T, E>(sandbox: &Sandbox, list: &Call<Page<T>, E>, field: &str, cases: Vec<Case<T>>)
where
    Page<T>: FromResponse,
    E: ApiError,
{
    for (filter, expected) in cases {
        // The sandbox rejects unknown fields, operators and values, and unencoded brackets.
        list.clone().filter(filter).await.unwrap();
        let sent = sandbox.requests().pop().unwrap().query;
        let (operator, value) = expected.split_once('=').unwrap();
        let key = format!("filter[{field}][{operator}]");
        assert_eq!(sent, [(key, value.to_owned())]);
    }
    assert_eq!(sandbox.violations(), []);
}

/// One test per list: its fields and their kinds.
macro_rules! filters {
    ($codename:ident: $krate:ident { $($list:ident: $filters:ident { $($field:ident $name:literal = $kind:ident($($values:expr)?),)+ })+ }) => {
        mod $codename {
            use super::*;

            $(#[tokio::test]
            async fn $list() {
                use $krate::filters::$filters::*;

                let sandbox = Sandbox::start($krate::API_VERSION).await;
                let client = connect($krate::Client::builder(), &sandbox);
                let list = client.$list().list();
                $(check(&sandbox, &list, $name, $kind($field $(, $values)?)).await;)+
            })+
        }
    };
}

filters! {
    curie: nomos_curie {
        plans: plan {
            STATUS "status" = text(["active", "draft"]),
            CREATED_AT "created_at" = date(),
        }
        leads: lead {
            CREATED_AT "created_at" = date(),
        }
        subscriptions: subscription {
            STATUS "status" = choice(["pending", "active"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            PLAN "plan" = text(["pln_1", "pln_2"]),
            CREATED_AT "created_at" = date(),
            UPDATED_AT "updated_at" = date(),
        }
        customers: customer {
            EMAIL "email" = text(["ada+1@example.com", "grace@example.com"]),
            TYPE "type" = text(["person", "company"]),
            CREATED_AT "created_at" = date(),
        }
        meter_readings: meter_reading {
            TYPE "type" = text(["customer_report", "grid_reading"]),
            SUBSCRIPTION "subscription" = text(["sub_1", "sub_2"]),
            CREATED_AT "created_at" = date(),
        }
        invoices: invoice {
            STATUS "status" = choice(["open", "uncollectible"]),
            PERIOD_START "period_start" = date(),
            PERIOD_END "period_end" = date(),
            TYPE "type" = choice(["usage", "void"]),
            SUBSCRIPTION "subscription" = text(["sub_1", "sub_2"]),
        }
        meter_orders: meter_order {
            STATUS "status" = choice(["created", "check_submitted"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            SUBSCRIPTION "subscription" = text(["sub_1", "sub_2"]),
        }
        grid_fee_reductions: grid_fee_reduction {
            STATUS "status" = choice(["intended", "ended"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            SUBSCRIPTION "subscription" = text(["sub_1", "sub_2"]),
            CREATED_AT "created_at" = date(),
            UPDATED_AT "updated_at" = date(),
        }
        market_partners: market_partner {
            NAME "name" = text(["Stadtwerke", "Nomos"]),
            CODE "code" = text(["9903964000002", "9900001000002"]),
            CREATED_AT "created_at" = date(),
        }
    }
}

filters! {
    edison: nomos_edison {
        subscriptions: subscription {
            STATUS "status" = choice(["pending", "ended"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            PLAN "plan" = text(["pln_1", "pln_2"]),
            CREATED_AT "created_at" = date(),
            UPDATED_AT "updated_at" = date(),
        }
        meter_orders: meter_order {
            STATUS "status" = text(["waiting", "blocked_wim"]),
            PRODUCT "product" = text(["smart-meter", "heat-pump"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            SUBSCRIPTION "subscription" = text(["sub_1", "sub_2"]),
            CREATED_AT "created_at" = date(),
            UPDATED_AT "updated_at" = date(),
        }
    }
}

filters! {
    batman: nomos_batman {
        subscriptions: subscription {
            STATUS "status" = choice(["pending", "ended"]),
            CUSTOMER "customer" = text(["cus_1", "cus_2"]),
            PLAN "plan" = text(["pln_1", "pln_2"]),
            CREATED_AT "created_at" = date(),
            UPDATED_AT "updated_at" = date(),
        }
    }
}

mod together {
    use nomos_curie::{
        API_VERSION, Client,
        filters::{customer, invoice},
        types::{InvoiceStatus, SubscriptionId},
    };

    use super::*;

    #[tokio::test]
    async fn filters_combine_with_paging() {
        let sandbox = Sandbox::start(API_VERSION).await;
        let client = connect(Client::builder(), &sandbox);
        let list = client
            .invoices()
            .list()
            .filter(invoice::STATUS.eq(InvoiceStatus::Open))
            .filter(invoice::SUBSCRIPTION.eq(SubscriptionId::from("sub_1")))
            .limit(100);
        list.await.unwrap();
        assert_eq!(sandbox.violations(), []);
        let sent = sandbox.requests().remove(0).query;
        let keys: Vec<_> = sent.iter().map(|(key, _)| &**key).collect();
        assert_eq!(
            keys,
            ["filter[status][eq]", "filter[subscription][eq]", "limit"]
        );
    }

    #[tokio::test]
    async fn invalid_filters_are_never_sent() {
        let sandbox = Sandbox::start(API_VERSION).await;
        let client = connect(Client::builder(), &sandbox);
        let customers = || client.customers().list();
        for (list, problem) in [
            (
                customers().filter(customer::EMAIL.is_in([""; 0])),
                "the list is empty",
            ),
            (
                customers().filter(customer::EMAIL.is_in(["a,b"])),
                "contains a comma",
            ),
            (
                customers().filter(customer::EMAIL.eq("")),
                "the value is empty",
            ),
            (
                customers()
                    .filter(customer::TYPE.eq("person"))
                    .filter(customer::TYPE.eq("company")),
                "twice",
            ),
        ] {
            let error = list.await.unwrap_err();
            assert!(error.is_request());
            assert!(error.to_string().contains(problem), "{error}");
        }
        assert_eq!(sandbox.requests().len(), 0);
    }
}
