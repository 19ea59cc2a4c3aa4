//! Types of request and response bodies.

use super::{Constraint, Stage};
use crate::source::Pointer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A named type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// For example `Book`.
    pub name: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Struct, enum or union.
    pub kind: Kind,
    /// Where it occurs.
    pub usage: Usage,
    /// Its module: the resource that needs it first.
    pub module: String,
    /// Whether its name is from the overlay, which can take it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named_by_overlay: bool,
    /// Why it is kept apart from other types of its shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<String>,
    /// Where the document says so.
    pub at: Pointer,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// An object with known fields.
    Struct(StructType),
    /// A string from a fixed list.
    Enum(EnumType),
    /// One of several objects, distinguished by a tag.
    Union(UnionType),
}

/// In which direction a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// In a request body.
    pub request: bool,
    /// In a response body.
    pub response: bool,
}

/// An object with known fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StructType {
    /// Fields in document order.
    pub fields: Vec<Field>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// As the API spells it.
    pub wire_name: String,
    /// The Rust field.
    pub name: String,
    /// Its type, without the option.
    pub ty: TypeRef,
    /// Whether it can be absent or null.
    pub presence: Presence,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Limits that the document states, for the documentation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    /// The server's value if it is absent, for the documentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// A single value from the document, for examples of requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
    /// The only value the document allows: a request sends it without asking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// The API advises against it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Personal or secret: never in `Debug`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Other names under which it is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Where the document says so.
    pub at: Pointer,
}

/// Whether a field can be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, null included.
    Nullable,
    /// Can be left out; a response can also hold null.
    Optional,
    /// All properties without a field of their own, perhaps none.
    Rest,
    /// Left out, null and a value mean three different things: a nullable field of a merge patch.
    Patch,
}

/// A string out of a list, open for values to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    /// Values in document order.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumValue {
    /// As the API spells it.
    pub wire_name: String,
    /// The Rust variant.
    pub name: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// What it says about the course of something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Where the document says so.
    pub at: Pointer,
}

/// One of several objects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnionType {
    /// What tells them apart.
    pub tag: Tag,
    /// The branches in document order.
    pub variants: Vec<Variant>,
}

/// The property that tells the branches of a union apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// As the API spells it.
    pub wire_name: String,
    /// The accessor.
    pub name: String,
    /// The value that applies when the tag is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The tag's value.
    pub wire_name: String,
    /// The Rust variant.
    pub name: String,
    /// The branch's fields; `None` if it has none besides the tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeRef>,
    /// What it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub docs: String,
    /// Where the document says so.
    pub at: Pointer,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TypeRef {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// A 64-bit integer that is not negative.
    UInt64,
    /// An exact decimal.
    Decimal,
    /// An instant.
    Timestamp,
    /// A calendar date.
    Date,
    /// Bytes as base64 text.
    Base64,
    /// An identifier, by the name of its type.
    Id(String),
    /// A named type.
    Named(String),
    /// A list.
    Array(Box<TypeRef>),
    /// Free keys with values of one type.
    Map(Box<TypeRef>),
    /// Any JSON.
    Json,
    /// A value that would otherwise contain its own type without end.
    Boxed(Box<TypeRef>),
    /// An item of a list or a value of a map that can be null.
    Nullable(Box<TypeRef>),
}

impl Type {
    /// Its fields, values or variants, as the API spells them.
    pub fn members(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Struct(kind) => kind.fields.iter().map(|field| &*field.wire_name).collect(),
            Kind::Enum(kind) => kind.values.iter().map(|value| &*value.wire_name).collect(),
            Kind::Union(kind) => kind
                .variants
                .iter()
                .map(|variant| &*variant.wire_name)
                .collect(),
        }
    }

    /// The types and identifiers that this type is made of.
    pub fn parts(&self) -> Vec<&TypeRef> {
        match &self.kind {
            Kind::Struct(kind) => kind.fields.iter().map(|field| &field.ty).collect(),
            Kind::Union(kind) => kind
                .variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref())
                .collect(),
            Kind::Enum(_) => Vec::new(),
        }
    }
}

impl Kind {
    /// The types and identifiers that a type of this kind is made of.
    pub fn parts_mut(&mut self) -> Vec<&mut TypeRef> {
        match self {
            Self::Struct(kind) => kind.fields.iter_mut().map(|field| &mut field.ty).collect(),
            Self::Union(kind) => {
                let variants = kind.variants.iter_mut();
                variants.filter_map(|variant| variant.ty.as_mut()).collect()
            }
            Self::Enum(_) => Vec::new(),
        }
    }
}

impl UnionType {
    /// The variants whose payload type no other variant has: a value of it converts into the union.
    pub fn conversions(&self) -> impl Iterator<Item = (&Variant, &TypeRef)> {
        let only = |ty: &TypeRef| {
            let same = self
                .variants
                .iter()
                .filter(|other| other.ty.as_ref() == Some(ty));
            same.count() == 1
        };
        let variants = self.variants.iter();
        let variants = variants.filter_map(|variant| Some((variant, variant.ty.as_ref()?)));
        variants.filter(move |(_, ty)| only(ty))
    }
}

impl StructType {
    /// The fields that the constructor asks for, in its order; a constant needs no asking.
    pub fn constructor_arguments(&self) -> impl Iterator<Item = &Field> {
        let fields = self.fields.iter();
        fields.filter(|field| field.is_constructor_argument())
    }

    /// Whether the constructor has nothing to ask for and no constant to fill in.
    pub fn starts_empty(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|field| field.presence != Presence::Required)
    }
}

/// The name on the wire of the field for all properties without a field of their own.
pub const REST: &str = "*";

impl Field {
    /// Whether the constructor of its struct asks for it.
    pub fn is_constructor_argument(&self) -> bool {
        self.presence == Presence::Required && self.constant.is_none()
    }

    /// Every name under which it is read; the first is the one that is sent.
    pub fn wire_names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(&*self.wire_name).chain(aliases)
    }

    /// Whether it is read under this name.
    pub fn is_read_as(&self, wire_name: &str) -> bool {
        self.wire_names().any(|name| name == wire_name)
    }
}

impl TypeRef {
    /// The name of the type or identifier at the bottom.
    pub fn name(&self) -> Option<&str> {
        match self.innermost() {
            Self::Id(name) | Self::Named(name) => Some(name),
            _ => None,
        }
    }

    /// Whether values of it are small and copied.
    pub fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Boolean
                | Self::Int32
                | Self::Int64
                | Self::UInt64
                | Self::Decimal
                | Self::Timestamp
                | Self::Date
        )
    }

    /// Puts `new` in the place of `old`; whether there was one.
    pub fn replace(&mut self, old: &Self, new: &Self) -> bool {
        if self == old {
            self.clone_from(new);
            return true;
        }
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => {
                inner.replace(old, new)
            }
            _ => false,
        }
    }

    /// The type itself, whether or not it is boxed.
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Boxed(inner) => inner.unboxed(),
            other => other,
        }
    }

    /// The type of a value that is there.
    pub fn value(&self) -> &Self {
        match self {
            Self::Boxed(inner) | Self::Nullable(inner) => inner.value(),
            other => other,
        }
    }

    /// The type at the bottom of lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => {
                inner.innermost()
            }
            other => other,
        }
    }

    /// The same, to be changed.
    pub fn innermost_mut(&mut self) -> &mut Self {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Boxed(inner) | Self::Nullable(inner) => {
                inner.innermost_mut()
            }
            other => other,
        }
    }
}
