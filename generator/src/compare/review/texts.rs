//! New texts that may be identifiers or personal data.

use super::finding::{Concern, Finding};
use crate::{
    compare::Subject,
    model::{Api, Field, Kind, Type, TypeRef},
    source::Pointer,
};
use std::collections::HashSet;

/// A text of a model.
struct Text<'a> {
    wire_name: &'a str,
    subject: Subject,
    at: &'a Pointer,
}

/// The plain texts of `new` that need a look: those of a new name, and those whose name is classed
/// elsewhere. A name that has always been a plain text is known to be one.
pub fn unclassed(old: &Api, new: &Api) -> Vec<Finding> {
    let known: Vec<Subject> = texts(old).map(|text| text.subject).collect();
    let known_names: HashSet<&str> = texts(old).map(|text| text.wire_name).collect();
    let classed: HashSet<&str> = classed(old).chain(classed(new)).collect();
    let mut found = Vec::new();
    for Text {
        wire_name,
        subject,
        at,
    } in texts(new).filter(|text| !known.contains(&text.subject))
    {
        if classed.contains(wire_name) {
            found.push(Finding::new(Concern::ClassedElsewhere, subject, at));
        } else if !known_names.contains(wire_name) {
            found.push(Finding::new(Concern::UnclassedText, subject, at));
        }
    }
    found
}

/// The fields and parameters that are plain texts.
fn texts(api: &Api) -> impl Iterator<Item = Text<'_>> {
    let fields = fields(api)
        .filter(|(_, field)| is_text(&field.ty) && !field.sensitive && field.constant.is_none());
    let fields = fields.map(|(ty, field)| Text {
        wire_name: &field.wire_name,
        subject: Subject::field(&ty.name, &field.name),
        at: &field.at,
    });
    let parameters = api.operations().flat_map(|(resource, operation)| {
        let parameters = operation.parameters.iter();
        let texts = parameters.filter(|parameter| is_text(&parameter.ty));
        texts.map(|parameter| Text {
            wire_name: &parameter.wire_name,
            subject: Subject::Parameter {
                call: operation.call_name(&resource.name),
                name: parameter.name.clone(),
            },
            at: &parameter.at,
        })
    });
    fields.chain(parameters)
}

/// The names of identifiers and of personal data.
fn classed(api: &Api) -> impl Iterator<Item = &str> {
    let fields = fields(api).map(|(_, field)| field);
    let fields = fields.filter(|field| {
        let is_id = matches!(field.ty.innermost(), TypeRef::Id(_));
        is_id || field.sensitive && is_text(&field.ty)
    });
    fields.map(|field| field.wire_name.as_str())
}

fn fields(api: &Api) -> impl Iterator<Item = (&Type, &Field)> {
    api.types.iter().flat_map(|ty| {
        let fields = match &ty.kind {
            Kind::Struct(kind) => kind.fields.as_slice(),
            Kind::Enum(_) | Kind::Union(_) => &[],
        };
        fields.iter().map(move |field| (ty, field))
    })
}

fn is_text(ty: &TypeRef) -> bool {
    *ty.innermost() == TypeRef::String
}
