//! Parameters in every style, as they arrive over a real socket.

use std::collections::BTreeMap;

use crate::client::{API, ApiError};
use crate::support::Server;
use nomos_client_runtime::{
    Auth, CallBuilder, ClientBuilder, Core, Method, Operation, ParameterStyle,
};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;

type Builder = CallBuilder<serde_json::Value, ApiError>;

const GET: Operation = operation("/items");
const GET_IN: Operation = operation("/items/{color}/parts");

const fn operation(path: &'static str) -> Operation {
    Operation {
        id: "items.get",
        method: Method::Get,
        path,
        scope: None,
        auth: Auth::None,
        since: "1",
        until: None,
        rules: &[],
        meanings: &[],
    }
}

/// What the server is sent, or why nothing is.
async fn sent(
    operation: &'static Operation,
    parameters: impl FnOnce(Builder) -> Builder,
) -> Result<String, String> {
    let server = Server::answering("200 OK", "", "{}").await;
    let builder = ClientBuilder::<Core>::new(API).base_url(&server.url());
    let call = CallBuilder::new(&builder.build().unwrap(), operation);
    match parameters(call).build().await {
        Ok(_) => Ok(server.request()),
        Err(error) => {
            assert!(error.is_request() && server.requests().is_empty());
            Err(error.to_string())
        }
    }
}

/// The query of a request.
async fn query(parameters: impl FnOnce(Builder) -> Builder) -> String {
    let request = sent(&GET, parameters).await.unwrap();
    let target = request.split(' ').nth(1).unwrap();
    let query = target.strip_prefix("/items").unwrap();
    query.trim_start_matches('?').to_owned()
}

/// What is in the path instead of `{color}`.
async fn path(parameters: impl FnOnce(Builder) -> Builder) -> String {
    let request = sent(&GET_IN, parameters).await.unwrap();
    let target = request.split(' ').nth(1).unwrap();
    let path = target.strip_prefix("/items/").unwrap();
    path.strip_suffix("/parts").unwrap().to_owned()
}

/// A header of a request.
async fn header(name: &str, parameters: impl FnOnce(Builder) -> Builder) -> Option<String> {
    let request = sent(&GET, parameters).await.unwrap();
    let mut lines = request.lines();
    lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(": ")?.to_owned()))
}

const QUERY: ParameterStyle = ParameterStyle::QUERY;
const PATH: ParameterStyle = ParameterStyle::PATH;
const HEADER: ParameterStyle = ParameterStyle::HEADER;
const COOKIE: ParameterStyle = ParameterStyle::COOKIE;

const COLORS: [&str; 3] = ["blue", "light grey", "a,b&c"];

/// The object of the examples in the specification of OpenAPI.
#[derive(Clone, Serialize)]
struct Color {
    #[serde(rename = "R")]
    red: u8,
    #[serde(rename = "G")]
    green: Option<u8>,
    name: &'static str,
}

const COLOR: Color = Color {
    red: 100,
    green: None,
    name: "a b",
};

#[tokio::test]
async fn lists_in_the_query() {
    for (style, expected) in [
        (QUERY, "color=blue&color=light%20grey&color=a%2Cb%26c"),
        (QUERY.explode(false), "color=blue,light%20grey,a%2Cb%26c"),
        (
            QUERY.pipe_delimited(),
            "color=blue%7Clight%20grey%7Ca%2Cb%26c",
        ),
        (
            QUERY.pipe_delimited().explode(true),
            "color=blue&color=light%20grey&color=a%2Cb%26c",
        ),
        (
            QUERY.deep_object(),
            "color%5B%5D=blue&color%5B%5D=light%20grey&color%5B%5D=a%2Cb%26c",
        ),
    ] {
        let query = query(|call| call.list::<String>("color", style, COLORS)).await;
        assert_eq!(query, expected, "{style:?}");
    }
    let spaces = QUERY.space_delimited();
    assert_eq!(
        query(|call| call.list::<i32>("n", spaces, [1, 2])).await,
        "n=1%202"
    );
    assert_eq!(
        query(|call| call.list::<Decimal>("n[]", QUERY, [Decimal::new(250, 2)])).await,
        "n%5B%5D=2.5"
    );
    assert_eq!(query(|call| call.list::<i32>("n", QUERY, [0; 0])).await, "");
}

#[tokio::test]
async fn a_list_that_its_separator_would_cut_is_refused() {
    let grey = |style| {
        sent(&GET, move |call| {
            call.list::<String>("color", style, COLORS)
        })
    };
    assert_eq!(
        grey(QUERY.space_delimited()).await.unwrap_err(),
        "items.get: parameter `color`: a value contains ` `, which separates values"
    );
    assert_eq!(
        grey(HEADER).await.unwrap_err(),
        "items.get: parameter `color`: a value contains `,`, which separates values"
    );
}

#[tokio::test]
async fn a_list_set_again_is_replaced_in_place() {
    let query = query(|call| {
        call.list::<i32>("a", QUERY, [1, 2])
            .query::<i32>("b", 3)
            .list::<i32>("a", QUERY, [4])
    });
    assert_eq!(query.await, "a=4&b=3");
}

#[tokio::test]
async fn objects_in_the_query() {
    for (style, expected) in [
        (QUERY, "R=100&name=a%20b"),
        (QUERY.explode(false), "color=R,100,name,a%20b"),
        (QUERY.pipe_delimited(), "color=R%7C100%7Cname%7Ca%20b"),
        (
            QUERY.deep_object(),
            "color%5BR%5D=100&color%5Bname%5D=a%20b",
        ),
    ] {
        let query = query(|call| call.object("color", style, COLOR)).await;
        assert_eq!(query, expected, "{style:?}");
    }
    let map = BTreeMap::from([("a b", Decimal::new(15, 1))]);
    let map = map.into_iter().map(|(key, value)| (key, value.to_string()));
    let map: BTreeMap<_, _> = map.collect();
    let query = query(|call| call.object("map", QUERY, map)).await;
    assert_eq!(query, "a%20b=1.5");
}

#[tokio::test]
async fn objects_in_objects() {
    let filter = json!({"size": {"min": 1, "in": [2, 3]}, "parts": [{"a": null, "b": "x"}]});
    let object = |style| {
        let filter = filter.clone();
        query(move |call| call.object("filter", style, filter))
    };
    assert_eq!(
        object(QUERY.deep_object()).await,
        "filter%5Bsize%5D%5Bmin%5D=1&filter%5Bsize%5D%5Bin%5D%5B%5D=2\
         &filter%5Bsize%5D%5Bin%5D%5B%5D=3&filter%5Bparts%5D%5B0%5D%5Bb%5D=x"
    );
    // What other styles have no form for is JSON.
    assert_eq!(
        object(QUERY).await,
        "size=%7B%22min%22%3A1%2C%22in%22%3A%5B2%2C3%5D%7D\
         &parts=%7B%22a%22%3Anull%2C%22b%22%3A%22x%22%7D"
    );
}

#[tokio::test]
async fn reserved_characters_may_stay() {
    let style = QUERY.allow_reserved();
    let text = "a:/?@!$()*,;= b&c#d+e[f]%g";
    assert_eq!(
        query(|call| call.value::<String>("q", style, text)).await,
        "q=a:/?@!$()*,;=%20b%26c%23d%2Be%5Bf%5D%25g"
    );
}

#[tokio::test]
async fn lists_and_objects_in_the_path() {
    for (style, list, object) in [
        (PATH, "blue,black", "R,100,name,a%20b"),
        (PATH.explode(true), "blue,black", "R=100,name=a%20b"),
        (PATH.label(), ".blue,black", ".R,100,name,a%20b"),
        (
            PATH.label().explode(true),
            ".blue.black",
            ".R=100.name=a%20b",
        ),
        (
            PATH.matrix(),
            ";color=blue,black",
            ";color=R,100,name,a%20b",
        ),
        (
            PATH.matrix().explode(true),
            ";color=blue;color=black",
            ";R=100;name=a%20b",
        ),
    ] {
        let colors = ["blue", "black"];
        let lists = path(|call| call.list::<String>("color", style, colors)).await;
        let objects = path(|call| call.object("color", style, COLOR)).await;
        assert_eq!([lists, objects], [list, object], "{style:?}");
    }
    let one = |style| path(move |call| call.value::<String>("color", style, "a/b"));
    assert_eq!(one(PATH.label()).await, ".a%2Fb");
    assert_eq!(one(PATH.matrix()).await, ";color=a%2Fb");
    let none = sent(&GET_IN, |call| call.list::<i32>("color", PATH, [0; 0])).await;
    assert_eq!(
        none.unwrap_err(),
        "items.get: path argument `color` is empty, `.` or `..`"
    );
}

#[tokio::test]
async fn lists_and_objects_in_headers() {
    let colors = ["blue", "black"];
    let list = header("x-color", |call| {
        call.list::<String>("X-Color", HEADER, colors)
    });
    assert_eq!(list.await.unwrap(), "blue,black");
    let object = header("x-color", |call| call.object("X-Color", HEADER, COLOR));
    assert_eq!(object.await.unwrap(), "R,100,name,a b");
    let style = HEADER.explode(true);
    let object = header("x-color", |call| call.object("X-Color", style, COLOR));
    assert_eq!(object.await.unwrap(), "R=100,name=a b");
}

#[tokio::test]
async fn lists_and_objects_in_cookies() {
    let list = |style| header("cookie", move |call| call.list::<i32>("n", style, [1, 2]));
    assert_eq!(list(COOKIE).await.unwrap(), "n=1; n=2");
    assert_eq!(list(COOKIE.explode(false)).await.unwrap(), "n=1,2");
    let color = Color { name: "a", ..COLOR };
    let object = header("cookie", |call| call.object("color", COOKIE, color));
    assert_eq!(object.await.unwrap(), "R=100; name=a");
}

#[tokio::test]
async fn json_as_a_parameter() {
    let value = json!({"a": ["ü", 1]});
    let json = |style| {
        let value = value.clone();
        move |call: Builder| call.content("X-Json", style, value)
    };
    assert_eq!(
        query(json(QUERY)).await,
        "X-Json=%7B%22a%22%3A%5B%22%C3%BC%22%2C1%5D%7D"
    );
    assert_eq!(
        header("x-json", json(HEADER)).await.unwrap(),
        r#"{"a":["\u00fc",1]}"#
    );
    assert_eq!(
        header("cookie", json(COOKIE)).await.unwrap(),
        "X-Json=%7B%22a%22%3A%5B%22%C3%BC%22%2C1%5D%7D"
    );
}
