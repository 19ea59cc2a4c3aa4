//! Calls of every operation: functions that build requests from samples with the constructors and
//! setters of the crate, and send them.

use crate::version::{Version, ident, list, text};
use serde_json::Value;
use std::collections::BTreeSet;

/// The functions and the tests of a version.
pub fn render(version: &Version) -> String {
    let types = list(&version.api["types"]).filter(|ty| ty["usage"]["request"] == true);
    let types: String = types.map(|ty| maker(version, ty)).collect();
    let (mut calls, mut reads, mut writes) = (String::new(), String::new(), String::new());
    let mut routes = String::new();
    for (resource, operation) in version.operations() {
        let call = call(version, resource, operation);
        calls.push_str(&call.function);
        if call.writes {
            writes.push_str(&call.run);
            routes.push_str(&format!("{:?},", route(operation)));
        } else {
            reads.push_str(&call.run);
        }
    }
    format!(
        "{types}{calls}
         /// Method and path of each operation that a read-only client does not have.
         const WRITES: &[(&str, &str)] = &[{routes}];
         async fn read<S: CanRead>(client: &api::Client<S>, sandbox: &Sandbox) {{ {reads} }}
         async fn write(client: &api::Client, sandbox: &Sandbox) {{ {writes} }}
         every_operation!();"
    )
}

/// A function that makes a value of this type from JSON; nothing for an enum, which can be parsed.
fn maker(version: &Version, ty: &Value) -> String {
    let name = text(ty, "name");
    let made = if let Some(kind) = ty["kind"].get("Struct") {
        structure(version, name, kind)
    } else if let Some(kind) = ty["kind"].get("Union") {
        union(version, name, kind)
    } else {
        return String::new();
    };
    format!("fn make_{name}(it: &Value) -> api::types::{name} {{ {made} }}\n")
}

fn structure(version: &Version, name: &str, kind: &Value) -> String {
    let (mut arguments, mut setters) = (Vec::new(), String::new());
    for field in list(&kind["fields"]) {
        let (wire, presence) = (text(field, "wire_name"), text(field, "presence"));
        let value = value(version, &field["ty"]);
        let is_constant = !field["constant"].is_null();
        if presence == "Required" && !is_constant {
            arguments.push(format!("{{ let it = &it[{wire:?}]; {value} }}"));
        } else if presence != "Required" {
            let value = if is_constant { "" } else { &value };
            setters.push_str(&setter("made", wire, &ident(text(field, "name")), value));
        }
    }
    let arguments = arguments.join(", ");
    format!("let made = api::types::{name}::new({arguments}); {setters} made")
}

/// Sets what is given.
fn setter(on: &str, wire: &str, name: &str, value: &str) -> String {
    format!(
        "let {on} = match given(it, {wire:?}) {{ Some(it) => {on}.{name}({value}), None => {on} }};"
    )
}

fn union(version: &Version, name: &str, kind: &Value) -> String {
    let variants = list(&kind["variants"]).map(|variant| {
        let (wire, branch) = (text(variant, "wire_name"), ident(text(variant, "name")));
        let content = variant.get("ty").map(|ty| value(version, ty));
        let content = content.map_or_else(String::new, |value| format!("({value})"));
        format!("{wire:?} => api::types::{name}::{branch}{content},")
    });
    let variants: String = variants.collect();
    let tag = text(&kind["tag"], "wire_name");
    let default = kind["tag"]["default"].as_str().unwrap_or_default();
    format!(
        "match it[{tag:?}].as_str().unwrap_or({default:?}) {{
            {variants} other => panic!(\"{name}: {{other}}\"),
         }}"
    )
}

/// An expression of a type, of the JSON `it`.
fn value(version: &Version, ty: &Value) -> String {
    let scalar = |ty: &str| format!("parse::<{ty}>(it)");
    if let Some(name) = ty.as_str() {
        return match name {
            "String" => "parse::<String>(it)".to_owned(),
            "Boolean" => scalar("bool"),
            "Int32" => scalar("i32"),
            "Int64" => scalar("i64"),
            "UInt64" => scalar("u64"),
            "Decimal" => scalar("rust_decimal::Decimal"),
            "Timestamp" => scalar("jiff::Timestamp"),
            "Date" => scalar("jiff::civil::Date"),
            _ => "it.clone()".to_owned(),
        };
    }
    let (form, inner) = ty.as_object().unwrap().iter().next().unwrap();
    match (form.as_str(), inner.as_str()) {
        ("Array", _) => format!("items(it, |it| {})", value(version, inner)),
        ("Map", _) => format!("entries(it, |it| {})", value(version, inner)),
        ("Named", Some(name)) if version.type_named(name)["kind"].get("Enum").is_none() => {
            format!("make_{name}(it)")
        }
        (_, Some(name)) => scalar(&format!("api::types::{name}")),
        (_, None) => panic!("unknown type {ty}"),
    }
}

/// The call of an operation.
struct Call {
    function: String,
    /// Runs it often enough to send and receive every variant of every union.
    run: String,
    writes: bool,
}

fn call(version: &Version, resource: &Value, operation: &Value) -> Call {
    let (mut arguments, mut setters) = (Vec::new(), String::new());
    // A constant is sent without asking.
    let parameters = list(&operation["parameters"]).filter(|it| it["constant"].is_null());
    for parameter in parameters {
        let (wire, value) = (
            text(parameter, "wire_name"),
            value(version, &parameter["ty"]),
        );
        if parameter["required"] == false {
            setters.push_str(&setter(
                "call",
                wire,
                &ident(text(parameter, "name")),
                &value,
            ));
        } else {
            arguments.push(format!("{{ let it = &it[{wire:?}]; {value} }}"));
        }
    }
    let mut body = String::new();
    if let Some(ty) = operation.get("body").map(|body| &body["ty"]) {
        let value = value(version, ty);
        body = format!(
            "let body = {{ let it = sample.body.as_ref().unwrap(); {value} }};
                        assert_private(&body);"
        );
        arguments.push("body".to_owned());
    }
    if operation.get("builder").is_some() {
        setters.push_str("let call = call.into_call();");
    }
    for paging in list(&operation["paging"]) {
        let value = match text(paging, "wire_name") {
            "limit" => "parse::<u32>(it)",
            _ => "parse::<String>(it)",
        };
        setters.push_str(&setter(
            "call",
            text(paging, "wire_name"),
            text(paging, "wire_name"),
            value,
        ));
    }
    if operation["auth"] == "Basic" {
        setters.push_str("let call = call.with_basic_auth(\"client_1\", \"s3cret\");");
    }
    let output = &operation["output"];
    let output = output
        .as_str()
        .or_else(|| Some(output.as_object()?.keys().next()?));
    let output = match output.unwrap().to_lowercase().as_str() {
        "optional" => "one".to_owned(),
        output => output.to_owned(),
    };
    let writes = operation["scope"]["marker"]
        .as_str()
        .is_some_and(|marker| marker != "CanRead");
    let (parameters, client) = match writes {
        true => ("", "api::Client"),
        false => ("<S: CanRead>", "api::Client<S>"),
    };
    let (handle, method) = (
        ident(text(resource, "name")),
        ident(text(operation, "name")),
    );
    let name = format!(
        "call_{}_{}",
        text(resource, "name"),
        text(operation, "name")
    );
    let arguments = arguments.join(", ");
    let function = format!(
        "async fn {name}{parameters}(client: &{client}, sandbox: &Sandbox, sample: &Sample) {{
            let it = &sample.parameters;
            {body}
            let call = client.{handle}().{method}({arguments});
            {setters}
            assert_{output}(sandbox, sample, call).await;
         }}\n"
    );
    let mut seen = BTreeSet::new();
    let parts = [&operation["body"]["ty"], &operation["output"]];
    let turns = parts.map(|part| most_variants(version, part, &mut seen));
    let turns = turns[0].max(turns[1]);
    let (method, path) = route(operation);
    let run = format!(
        "for turn in 0..{turns} {{
            {name}(client, sandbox, &sandbox.sample({method:?}, {path:?}, turn)).await;
         }}\n"
    );
    Call {
        function,
        run,
        writes,
    }
}

/// Method and path, as HTTP spells them.
fn route(operation: &Value) -> (String, &str) {
    (
        text(operation, "method").to_uppercase(),
        text(operation, "path"),
    )
}

/// The number of variants of the largest union that `node` refers to, or 1.
fn most_variants<'v>(version: &'v Version, node: &'v Value, seen: &mut BTreeSet<&'v str>) -> usize {
    let mut most = 1;
    if let Some(name) = node["Named"].as_str()
        && seen.insert(name)
    {
        let kind = &version.type_named(name)["kind"];
        most = list(&kind["Union"]["variants"]).count();
        most = most.max(most_variants(version, kind, seen));
    }
    let parts = node
        .as_object()
        .into_iter()
        .flat_map(|members| members.values());
    let parts = parts.chain(list(node));
    parts.fold(most, |most, part| {
        most.max(most_variants(version, part, seen))
    })
}
