//! What enums say about the course of something.

use super::{docs, rust};
use crate::model::{EnumType, EnumValue, Stage};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Methods that say where a value stands; none if the values are no stages of anything.
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
        docs("The usual course, first to last."),
        docs("Whether nothing comes after it. False for values that are newer than this crate."),
        docs("Whether what it is about is in use."),
        docs("Whether it waits for a person."),
        docs("Its place in the usual course, from 0; `None` off that course."),
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
