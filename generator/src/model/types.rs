//! Types of request and response bodies.

use super::Availability;

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// For example `Book`.
    pub name: String,
    /// What it is.
    pub docs: String,
    /// Struct, enum or union.
    pub kind: Kind,
    /// Where it occurs.
    pub usage: Usage,
    /// The resource it is most at home with; its module.
    pub family: String,
    /// Which versions have it.
    pub availability: Availability,
    /// Why it is kept apart from other types of its shape.
    pub distinct: Option<String>,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object with known fields.
    Struct(StructType),
    /// A string out of a list.
    Enum(EnumType),
    /// One of several objects, told apart by a tag.
    Union(UnionType),
}

/// In which direction a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In a request body.
    pub request: bool,
    /// In a response body.
    pub response: bool,
}

/// An object with known fields.
#[derive(Clone, Debug, PartialEq)]
pub struct StructType {
    /// Fields in document order.
    pub fields: Vec<Field>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
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
    pub docs: String,
    /// Limits that the document states, for the documentation.
    pub constraints: Vec<Constraint>,
    /// The server's value if it is absent, for the documentation.
    pub default: Option<String>,
    /// The only value the document allows: a request sends it without asking.
    pub constant: Option<String>,
    /// The API advises against it.
    pub deprecated: bool,
    /// Personal or secret: never in `Debug`.
    pub sensitive: bool,
    /// Other names under which it is read.
    pub aliases: Vec<String>,
    /// Which versions have it.
    pub availability: Availability,
}

/// A limit on a value, as a person reads it: `at least 100`.
pub type Constraint = String;

/// Whether a field can be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, null included.
    Nullable,
    /// Can be left out; a response can also hold null.
    Optional,
    /// Left out, null and a value mean three different things: a nullable field of a merge patch.
    Patch,
}

/// A string out of a list, open for values to come.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumType {
    /// Values in document order.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// As the API spells it.
    pub wire_name: String,
    /// The Rust variant.
    pub name: String,
    /// What it means.
    pub docs: String,
    /// Which versions have it.
    pub availability: Availability,
}

/// One of several objects.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionType {
    /// What tells them apart.
    pub tag: Tag,
    /// The branches in document order.
    pub variants: Vec<Variant>,
}

/// The property that tells the branches of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As the API spells it.
    pub wire_name: String,
    /// The accessor.
    pub name: String,
    /// The value that applies when the tag is absent.
    pub default: Option<String>,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The tag's value.
    pub wire_name: String,
    /// The Rust variant.
    pub name: String,
    /// The branch's fields; `None` if it has none besides the tag.
    pub ty: Option<TypeRef>,
    /// What it is.
    pub docs: String,
    /// Which versions have it.
    pub availability: Availability,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A 32-bit integer.
    Int32,
    /// A 64-bit integer.
    Int64,
    /// An exact decimal.
    Decimal,
    /// An instant.
    Timestamp,
    /// A calendar date.
    Date,
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
}

impl Type {
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
                | Self::Decimal
                | Self::Timestamp
                | Self::Date
        )
    }

    /// The type at the bottom of lists and maps.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Array(inner) | Self::Map(inner) => inner.innermost(),
            other => other,
        }
    }
}
