//! The enums of tags, which the tag accessors of unions return.

use crate::model::{Api, EnumType, Kind, Type, UnionType};
use heck::ToUpperCamelCase;
use std::collections::BTreeSet;

/// The enum of a union's tag.
#[derive(Debug)]
pub struct TagEnum<'a> {
    /// The union's name.
    pub union: &'a str,
    /// The enum's name.
    pub name: String,
    /// The enum of the document, if it has one; otherwise one is created for the union.
    pub known: Option<&'a EnumType>,
}

impl TagEnum<'_> {
    /// The enum's variant for this value of the tag.
    pub fn variant<'n>(&'n self, kind: &'n UnionType, wire_name: &str) -> Option<&'n str> {
        match self.known {
            Some(known) => {
                let mut values = known.values.iter();
                let value = values.find(|value| value.wire_name == wire_name)?;
                Some(&value.name)
            }
            None => {
                let mut variants = kind.variants.iter();
                let variant = variants.find(|variant| variant.wire_name == wire_name)?;
                Some(&variant.name)
            }
        }
    }
}

/// The enum of every union in responses. A `Reader` with the tag `type` has the enum `ReaderType`:
/// that of the document, if it has the values, otherwise a new one that avoids existing names.
pub fn tag_enums(api: &Api) -> Vec<TagEnum<'_>> {
    let types = api.types.iter().map(|ty| ty.name.as_str());
    let ids = api.ids.iter().map(|id| id.name.as_str());
    let mut taken: BTreeSet<String> = types.chain(ids).map(str::to_owned).collect();
    let unions = api.types.iter().filter_map(|ty| match &ty.kind {
        Kind::Union(kind) if ty.usage.response => Some((ty, kind)),
        _ => None,
    });
    unions
        .map(|(ty, kind)| tag_enum(api, ty, kind, &mut taken))
        .collect()
}

fn tag_enum<'a>(
    api: &'a Api,
    ty: &'a Type,
    kind: &UnionType,
    taken: &mut BTreeSet<String>,
) -> TagEnum<'a> {
    let mut name = format!("{}{}", ty.name, kind.tag.wire_name.to_upper_camel_case());
    let known = api.type_named(&name).and_then(|ty| match &ty.kind {
        Kind::Enum(known) => Some(known),
        _ => None,
    });
    let known = known.filter(|known| {
        kind.variants.iter().all(|variant| {
            let mut values = known.values.iter();
            values.any(|value| value.wire_name == variant.wire_name)
        })
    });
    if known.is_none() {
        while !taken.insert(name.clone()) {
            name.push_str("Tag");
        }
    }
    TagEnum {
        union: &ty.name,
        name,
        known,
    }
}
