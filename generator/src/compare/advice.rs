//! The action that a user of the crate has to take after a change.

use crate::model::CallName;

/// The action that a user of the crate has to take; "it" is the subject of the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Use this call.
    CallInstead {
        /// The call.
        call: CallName,
        /// The filter that replaces an argument: its module and its constant.
        filter: Option<(String, String)>,
    },
    /// Stop calling it.
    StopCalling,
    /// Use this name of a field or type.
    UseName(String),
    /// Use this field, if it is the same under another name.
    UseNameIfRenamed(String),
    /// Use this variant.
    UseVariant {
        /// The enum or union.
        ty: String,
        /// The variant.
        name: String,
    },
    /// Pass it to the call.
    PassToCall,
    /// Pass it to the constructor of this struct.
    PassToConstructor(String),
    /// Pass the body as the last argument.
    PassBody,
    /// Set it with this setter.
    SetWith(String),
    /// Set it with this setter, which takes no value: the client fills it in.
    SetWithoutValue(String),
    /// Do not pass it to the call: the client fills it in.
    OmitFromCall,
    /// Do not pass it to the constructor of this struct: the client fills it in.
    OmitFromConstructor(String),
    /// Stop setting it: the server ignores it.
    StopSetting,
    /// Do not pass a body.
    OmitBody,
    /// Put the arguments into their new order.
    ReorderArguments,
    /// Filter the results of the call, since the server does not.
    FilterResults,
    /// Match on the variants.
    MatchVariants,
    /// Iterate over all pages.
    WalkPages,
    /// Get tokens with this scope.
    RequestScope,
    /// Configure the client with credentials of this kind.
    ProvideCredentials,
    /// Keep it out of logs.
    KeepOutOfLogs,
    /// Make sure that credentials are valid for the new host.
    CheckCredentials,
}
