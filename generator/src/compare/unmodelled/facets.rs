//! What each kind of change says about a node of a document.

use crate::compare::Kind;

/// What makes the type of a schema.
const SHAPE: &[&str] = &[
    "type",
    "format",
    "pattern",
    "enum",
    "nullable",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "allOf",
    "anyOf",
    "oneOf",
    "discriminator",
    "$ref",
];
const LIMITS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
];

/// Members of the nodes at a place below the node of a change. In the place, `*` is any member, `2xx`
/// any status of success, and `^` the schema of the type that the node is a part of. A member that
/// ends with `$` is about its own name, not its content.
pub type Facets = (&'static str, &'static [&'static str]);

/// What a change of this kind is about; nothing if it is about whole nodes, or not about the
/// document.
pub fn facets(kind: Kind) -> &'static [Facets] {
    use Kind as K;
    match kind {
        K::OperationMoved => &[
            ("", &["parameters", "requestBody"]),
            ("responses/2xx", &["content"]),
        ],
        K::OperationDeprecated
        | K::ParameterDeprecated
        | K::FieldDeprecated
        | K::DeprecationWithdrawn => &[("", &["deprecated"])],
        K::ScopeAdded | K::ScopeChanged | K::ScopeRemoved | K::AuthenticationChanged => {
            &[("", &["security"])]
        }
        K::OutputAdded | K::OutputRemoved | K::OutputChanged => {
            &[("", &["responses$"]), ("responses/2xx", &["content"])]
        }
        K::OutputMediaTypeChanged => &[("responses/2xx", &["content$"])],
        K::OutputPaged | K::OutputNotPaged => &[("responses/2xx/content/*/schema", SHAPE)],
        K::BodyTypeChanged => &[("requestBody/content/*/schema", SHAPE)],
        K::BodyEncodingChanged => &[("requestBody", &["content$", "x-encoding"])],
        K::BodyMediaTypeChanged => &[("requestBody", &["content$"])],
        K::ErrorBodyChanged => &[("content/*/schema", SHAPE)],
        K::ParameterTypeChanged
        | K::FieldTypeChanged
        | K::TypeFormChanged
        | K::VariantTypeChanged => &[("", SHAPE)],
        K::ParameterNowRequired | K::ParameterNowOptional => &[("", &["required", "enum", "type"])],
        K::ParameterStyleChanged => &[("", &["style", "explode", "allowReserved"])],
        K::ParameterMoved => &[("", &["in"])],
        K::IdempotencyKeyAdded | K::IdempotencyKeyRemoved => &[("", &["x-idempotency-key"])],
        K::ParameterConstantChanged | K::FieldConstantChanged => &[("", &["enum"])],
        K::OperationRenamed => &[("", &["x-action", "x-resource"])],
        K::ParameterRenamed | K::FieldRenamed | K::TypeRenamed => &[("", &["x-rust-name"])],
        K::ValueRenamed | K::VariantRenamed => &[("^", &["x-rust-variants"])],
        K::VariantAdded | K::VariantRemoved => &[("^", &["discriminator"])],
        K::FieldMoved | K::AliasAdded | K::AliasRemoved => &[("", &["x-aliases"])],
        K::FieldRedacted | K::FieldNotRedacted => &[("", &["x-sensitive"])],
        K::FieldNowRequired
        | K::FieldNowNullable
        | K::FieldNowOptional
        | K::FieldMayBeAbsent
        | K::FieldAlwaysPresent
        | K::FieldNowClearable
        | K::FieldNotClearable => &[("", &["nullable"])],
        K::ParameterLimitsTightened
        | K::ParameterLimitsLoosened
        | K::FieldLimitsTightened
        | K::FieldLimitsLoosened => &[("", LIMITS)],
        K::ParameterDefaultChanged
        | K::ParameterDefaultStated
        | K::FieldDefaultChanged
        | K::FieldDefaultStated => &[("", &["default"])],
        K::TagDefaultAdded | K::TagDefaultChanged | K::TagDefaultRemoved => {
            &[("properties/*", &["default"]), ("", &["required"])]
        }
        K::ServerChanged => &[("", &["$"])],
        _ => &[],
    }
}
