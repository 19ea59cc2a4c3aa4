//! Every filter of every list with every operator: what is sent, and that the sandbox accepts it.
//!
//! The build script takes lists, fields and values from the documents.

use std::fmt::Display;

use jiff::Timestamp;
use nomos_client_runtime::{
    ApiError, BooleanField, Call, DateField, EnumField, Filter, FromResponse, NumberField, Page,
    StringField,
};
use nomos_tests::{connect, sandbox::Sandbox};

include!(concat!(env!("OUT_DIR"), "/every_filter.rs"));

/// A filter and the query it must send: `operator=value`.
type Case<T> = (Filter<T>, String);
fn string<T, V>(field: StringField<T, V>, [one, other]: [&'static str; 2]) -> Vec<Case<T>>
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

fn r#enum<T, V>(field: EnumField<T, V>, [one, other]: [&'static str; 2]) -> Vec<Case<T>>
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

fn number<T>(field: NumberField<T>) -> Vec<Case<T>> {
    vec![
        (field.eq(1), "eq=1".into()),
        (field.gte(1), "gte=1".into()),
        (field.lte(2), "lte=2".into()),
    ]
}

fn boolean<T>(field: BooleanField<T>) -> Vec<Case<T>> {
    vec![(field.eq(true), "eq=true".into())]
}
