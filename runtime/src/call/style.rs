//! How parameters are written that are more than one text: the styles of OpenAPI.

mod shape;
mod written;

pub(crate) use self::shape::Shape;

/// Where a parameter is sent and how it is written, as OpenAPI calls it. For generated crates.
///
/// ```
/// use nomos_client_runtime::ParameterStyle;
///
/// // ?color=red&color=blue
/// let repeated = ParameterStyle::QUERY;
/// // ?color=red,blue
/// let joined = ParameterStyle::QUERY.explode(false);
/// // ?color=red%7Cblue
/// let piped = ParameterStyle::QUERY.pipe_delimited();
/// // ?size[width]=10&size[height]=20
/// let deep = ParameterStyle::QUERY.deep_object();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterStyle {
    pub(crate) place: Place,
    form: Form,
    explode: bool,
    allow_reserved: bool,
}

/// The place of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// What separates the parts of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `simple` and `form`.
    Commas,
    Spaces,
    Pipes,
    Deep,
    Label,
    Matrix,
}

impl ParameterStyle {
    /// `simple`: parts are joined with commas.
    pub const PATH: Self = Self::new(Place::Path, false);
    /// `form`: each part is a pair of its own.
    pub const QUERY: Self = Self::new(Place::Query, true);
    /// `simple`: parts are joined with commas.
    pub const HEADER: Self = Self::new(Place::Header, false);
    /// `form`: each part is a cookie of its own.
    pub const COOKIE: Self = Self::new(Place::Cookie, true);

    const fn new(place: Place, explode: bool) -> Self {
        Self {
            place,
            form: Form::Commas,
            explode,
            allow_reserved: false,
        }
    }

    /// Whether parts are written on their own rather than joined.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Leaves the characters as they are that a query may hold unencoded.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// `spaceDelimited`: parts are joined with spaces.
    #[must_use]
    pub const fn space_delimited(self) -> Self {
        self.form(Form::Spaces, false)
    }

    /// `pipeDelimited`: parts are joined with `|`.
    #[must_use]
    pub const fn pipe_delimited(self) -> Self {
        self.form(Form::Pipes, false)
    }

    /// `deepObject`: parts are named by their path in brackets.
    #[must_use]
    pub const fn deep_object(self) -> Self {
        self.form(Form::Deep, true)
    }

    /// `label`: parts begin with a dot.
    #[must_use]
    pub const fn label(self) -> Self {
        self.form(Form::Label, false)
    }

    /// `matrix`: parts begin with a semicolon and the name.
    #[must_use]
    pub const fn matrix(self) -> Self {
        self.form(Form::Matrix, false)
    }

    const fn form(mut self, form: Form, explode: bool) -> Self {
        self.form = form;
        self.explode = explode;
        self
    }
}
