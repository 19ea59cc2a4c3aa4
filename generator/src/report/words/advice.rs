//! The action that a user of the crate has to take.

use crate::{compare::Advice, spelling::instead};

/// Advice as an instruction to the user.
pub fn advice(advice: &Advice) -> String {
    let instruction = match advice {
        Advice::CallInstead { call, filter } => {
            let filter = filter.as_ref();
            let filter = filter.map(|(set, field)| (set.as_str(), field.as_str()));
            return instead(&call.to_string(), filter);
        }
        Advice::UseName(name) => return format!("use `{name}`"),
        Advice::UseNameIfRenamed(name) => {
            return format!("use `{name}` if it was renamed: `x-aliases` in the overlay says so");
        }
        Advice::UseVariant { ty, name } => return format!("use `{ty}::{name}`"),
        Advice::PassToConstructor(ty) => return format!("pass it to `{ty}::new`"),
        Advice::OmitFromConstructor(ty) => {
            return format!("remove it from `{ty}::new`: it is sent automatically");
        }
        Advice::SetWith(setter) => return format!("set it with `.{setter}(…)`"),
        Advice::SetWithoutValue(setter) => return format!("call `.{setter}()` without a value"),
        Advice::StopCalling => "stop calling it: there is no replacement",
        Advice::PassToCall => "pass it as an argument to the call",
        Advice::PassBody => "pass the body as the last argument",
        Advice::OmitFromCall => "remove the argument: it is sent automatically",
        Advice::StopSetting => "remove it: the server ignores it",
        Advice::OmitBody => "remove the body, the last argument",
        Advice::ReorderArguments => {
            "reorder the arguments: the compiler does not detect swapped arguments of the same type"
        }
        Advice::FilterResults => "filter the results in your code: the server ignores the filter",
        Advice::MatchVariants => "match on the variants that have the field",
        Advice::WalkPages => "iterate over all pages with `.items()`",
        Advice::RequestScope => "request tokens with this scope",
        Advice::ProvideCredentials => "configure the client with these credentials",
        Advice::KeepOutOfLogs => "make sure that it is not logged",
        Advice::CheckCredentials => "check that your credentials are valid for the new host",
    };
    instruction.to_owned()
}
