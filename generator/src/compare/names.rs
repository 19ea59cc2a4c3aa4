//! The Rust names that a change is about.

use super::{Change, Subject, Value};
use crate::model::Output;

impl Change {
    /// The names, old and new, by which code refers to what has changed: methods, types, fields,
    /// variants, constants. An error of the compiler that is due to the change contains some of
    /// them.
    pub fn names(&self) -> Vec<&str> {
        let mut names = subject(&self.subject);
        for value in self.before.iter().chain(&self.after) {
            names.extend(of_value(value));
        }
        names.extend(self.types.iter().map(String::as_str));
        names
    }
}

fn subject(subject: &Subject) -> Vec<&str> {
    match subject {
        Subject::Call(call) => vec![&call.operation, &call.resource],
        Subject::Parameter { call, name } | Subject::Rule { call, name } => {
            vec![name, &call.operation, &call.resource]
        }
        Subject::Type(ty) | Subject::Constructor(ty) => vec![ty],
        Subject::Field { ty, name }
        | Subject::Variant { ty, name }
        | Subject::Method { ty, name } => vec![ty, name],
        Subject::Paging(name) | Subject::Client(name) => vec![name],
        Subject::Item(path) => path.split("::").collect(),
        Subject::Filters(set) => vec![set],
        Subject::Filter { set, name } => vec![set, name],
        Subject::Api
        | Subject::Route(_)
        | Subject::Error(_)
        | Subject::ErrorBody
        | Subject::Member(_) => Vec::new(),
    }
}

fn of_value(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(name) => vec![name],
        Value::Names(names) => names.iter().map(String::as_str).collect(),
        Value::Type(ty)
        | Value::Field { ty, .. }
        | Value::Payload(Some(ty))
        | Value::Filter { ty, .. }
        | Value::ErrorBody { ty, .. } => ty.name().into_iter().collect(),
        Value::Output(output) => output_type(output).into_iter().collect(),
        Value::Signature(call) => {
            let mut names = vec![&*call.operation, &*call.resource];
            names.extend(output_type(&call.output));
            names
        }
        Value::Calls(calls) => {
            let names = calls
                .iter()
                .flat_map(|call| [&*call.operation, &*call.resource]);
            names.collect()
        }
        _ => Vec::new(),
    }
}

fn output_type(output: &Output) -> Option<&str> {
    output.ty().and_then(|ty| ty.name())
}
