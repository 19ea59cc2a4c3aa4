//! Lists: pages, iteration over them, and filters.

mod call;
pub mod filter;
mod page;
mod walk;

pub use self::{
    filter::{BooleanField, DateField, EnumField, Filter, NumberField, StringField},
    page::{List, Page},
    walk::{Items, Pages},
};
