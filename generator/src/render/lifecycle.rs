//! Methods of enums whose values are stages of a lifecycle.

use super::{docs, rust};
use crate::model::{EnumType, EnumValue, Stage};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Methods that locate a value in its lifecycle; none if the values have no stages.
pub fn methods(name: &Ident, kind: &EnumType) -> Option<TokenStream> {
    let stages: Vec<(&EnumValue, Stage)> = kind
        .values
        .iter()
        .filter_map(|value| Some((value, value.stage?)))
        .collect();
    if stages.is_empty() {
        return None;
    }
    let variants = |holds: &dyn Fn(&Stage) -> bool| -> TokenStream {
        let values = stages.iter().filter(|(_, stage)| holds(stage));
        let values: Vec<_> = values.map(|(value, _)| rust::ident(&value.name)).collect();
        if values.is_empty() {
            quote!(false)
        } else {
            quote!(matches!(self, #(Self::#values)|*))
        }
    };
    let (terminal, live, attention) = (
        variants(&|stage| stage.terminal),
        variants(&|stage| stage.live),
        variants(&|stage| stage.attention),
    );
    let mut course: Vec<_> = stages
        .iter()
        .filter_map(|(value, stage)| Some((stage.step?, rust::ident(&value.name))))
        .collect();
    course.sort_by_key(|(step, _)| *step);
    let course: Vec<_> = course.into_iter().map(|(_, name)| name).collect();
    let docs = |text: &str| docs::docs([text.to_owned()]);
    let (course_docs, terminal_docs, live_docs, attention_docs, step_docs) = (
        docs("The usual sequence, from first to last."),
        docs("Whether this is a final state. False for values that are newer than this crate."),
        docs("Whether this state means that the object is in use."),
        docs("Whether this state needs manual attention."),
        docs("The position in the usual sequence, counted from 0; `None` if it is not part of it."),
    );
    Some(quote! {
        impl #name {
            #course_docs
            pub const COURSE: &'static [Self] = &[#(Self::#course),*];
            #terminal_docs
            pub fn is_terminal(&self) -> bool {
                #terminal
            }
            #live_docs
            pub fn is_live(&self) -> bool {
                #live
            }
            #attention_docs
            pub fn needs_attention(&self) -> bool {
                #attention
            }
            #step_docs
            pub fn step(&self) -> Option<usize> {
                Self::COURSE.iter().position(|step| step == self)
            }
        }
    })
}
