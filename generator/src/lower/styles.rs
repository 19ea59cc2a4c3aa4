//! How the value of a parameter is written.

use super::declared::DeclaredParameter;
use crate::model::{Style, StyleForm, TypeRef};
use openapiv3::{Parameter, PathStyle, QueryStyle};

/// The style of a parameter of this type; `None` for a single value in the usual style.
pub fn style(declared: &DeclaredParameter<'_>, ty: &TypeRef, is_single: bool) -> Option<Style> {
    let form = match declared.parameter {
        _ if declared.is_json() => StyleForm::Json,
        Parameter::Query { style, .. } => match style {
            QueryStyle::Form => StyleForm::Form,
            QueryStyle::SpaceDelimited => StyleForm::SpaceDelimited,
            QueryStyle::PipeDelimited => StyleForm::PipeDelimited,
            QueryStyle::DeepObject => StyleForm::DeepObject,
        },
        Parameter::Path { style, .. } => match style {
            PathStyle::Simple => StyleForm::Simple,
            PathStyle::Label => StyleForm::Label,
            PathStyle::Matrix => StyleForm::Matrix,
        },
        Parameter::Header { .. } => StyleForm::Simple,
        Parameter::Cookie { .. } => StyleForm::Form,
    };
    let explode = declared.data.explode.unwrap_or_else(|| form.explodes());
    let allow_reserved = match declared.parameter {
        Parameter::Query { allow_reserved, .. } => *allow_reserved && form != StyleForm::Json,
        _ => false,
    };
    // What says nothing about the value does not count: how parts are separated that it does not
    // have, and lists whose items are joined either way.
    let explode = match (form, ty) {
        (StyleForm::Json | StyleForm::DeepObject, _) => form.explodes(),
        (StyleForm::Simple, TypeRef::Array(_)) => false,
        _ if is_single => form.explodes(),
        _ => explode,
    };
    let is_usual = match form {
        StyleForm::Label | StyleForm::Matrix | StyleForm::Json => false,
        _ => is_single && !allow_reserved,
    };
    let form = match form {
        StyleForm::SpaceDelimited | StyleForm::PipeDelimited | StyleForm::DeepObject
            if is_single =>
        {
            StyleForm::Form
        }
        form => form,
    };
    let style = Style {
        form,
        explode,
        allow_reserved,
    };
    (!is_usual).then_some(style)
}
