//! Selling solar power: plans, quotes and signups for feeding in.
//!
//! What the API does not allow for feed-in cannot be written down here: a [`FeedInSignup`] has no
//! previous supplier and no product orders, its meter is smart, its company has a VAT id, and it
//! starts on the first of a month or at the next possible time. What a type cannot know, such as
//! today's date, is checked before anything is sent
//! ([`Error::is_broken_rule`](crate::Error::is_broken_rule)).
//!
//! Prices of a feed-in subscription are those of the EPEX day-ahead market, by quarter of an hour,
//! in ct/kWh. The energy that was fed in is credited every month: a credit is an invoice of the
//! subscription. A household that also buys electricity has two subscriptions, one each way.
//!
//! ```no_run
//! use api_client::{
//!     Client,
//!     feed_in::{FeedInCompany, FeedInMeter, FeedInSignup, TaxStatus},
//!     german::{FirstOfMonth, Start},
//!     types::{InsertAddress, InsertPaymentMethod, SepaDebit},
//! };
//!
//! # async fn example(
//! #     client: Client,
//! #     address: InsertAddress,
//! #     account: InsertPaymentMethod,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let plan = client.plans().feed_in().await?.remove(0);
//! let quote = client.plans().quote_feed_in(&plan.id, "10115", 8000, TaxStatus::Regular).await?;
//! println!("about {} {} a month", quote.amount, quote.currency);
//!
//! let (mail, vat_id) = ("ada@example.com", "DE123456789");
//! let company = FeedInCompany::new("Ada", "Lovelace", "Sonne GmbH", mail, vat_id);
//! let meter = FeedInMeter::new("1APA0195124010", 8000);
//! let start = FirstOfMonth::new(2027, 3)?;
//! let signup = FeedInSignup::new(&plan.id, company, address, meter, account, start);
//! let subscription = client.subscriptions().create_feed_in(signup).await?;
//! println!("{} is {}", subscription.id, subscription.status);
//! # Ok(())
//! # }
//! ```

use crate::{
    Call, Decimal, Error,
    api::{Plans, PlansQuote, Subscriptions},
    german::Start,
    types::{
        InsertAddress, InsertCompanyCustomer, InsertCustomer, InsertMeter, InsertPaymentMethod,
        InsertPersonCustomer, InsertSubscription, LeadId, MeterType, Plan, PlanId, PlanType,
        SubscriptionSummary,
    },
};
use nomos_client_runtime::{
    Check, Rule,
    energy::rules::months_ahead,
    scope::{CanRead, CanWrite},
};
use std::collections::BTreeMap;

/// What depends on the day of the signup, or on numbers.
const RULES: &[Rule] = &[
    Rule {
        field: "intended_start_date",
        check: Check::Custom(months_ahead::<1>),
        text: "feeding in starts at least one month ahead",
    },
    Rule {
        field: "meter/estimated_usage",
        check: Check::AtLeast(100),
        text: "at least 100 kWh are fed in per year",
    },
];

impl Plan {
    /// Whether it pays for electricity instead of supplying it.
    pub fn is_feed_in(&self) -> bool {
        self.r#type == PlanType::FeedIn
    }
}

impl<S: CanRead> Plans<S> {
    /// Every plan that pays for electricity. Walks over all plans, since the API has no filter for
    /// it.
    ///
    /// # Errors
    ///
    /// Those of the list.
    pub async fn feed_in(&self) -> Result<Vec<Plan>, Error> {
        let mut items = self.list().limit(100).items();
        let mut plans = Vec::new();
        while let Some(plan) = items.next().await {
            let plan = plan?;
            if plan.is_feed_in() {
                plans.push(plan);
            }
        }
        Ok(plans)
    }

    /// The estimated monthly payout, in EUR, for this many kWh fed in per year. With
    /// [`TaxStatus::SmallBusiness`] it is net, otherwise it contains VAT.
    pub fn quote_feed_in(
        &self,
        id: impl Into<PlanId>,
        zip_code: impl Into<String>,
        estimated_feed_in: impl Into<Decimal>,
        tax_status: TaxStatus,
    ) -> PlansQuote {
        self.quote(id, zip_code, estimated_feed_in)
            .meter_type(MeterType::Smart)
            .is_tax_exempt(tax_status == TaxStatus::SmallBusiness)
    }
}

impl<S: CanWrite> Subscriptions<S> {
    /// Signs somebody up for feeding in.
    ///
    /// The subscription is `pending` until its start, then `active`.
    ///
    /// `POST /subscriptions`, scope `write:*`.
    ///
    /// # Errors
    ///
    /// [`is_broken_rule`](crate::Error::is_broken_rule) without sending anything: the start is less
    /// than one month ahead, or less than 100 kWh are to be fed in per year. A plan that is not for
    /// feed-in, or a meter that is not installed yet, answers 400.
    pub fn create_feed_in(&self, signup: FeedInSignup) -> Call<SubscriptionSummary> {
        self.create(signup.0).with_rules(RULES)
    }
}

/// How credits are taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxStatus {
    /// With VAT: every company, and a person with a VAT id.
    Regular,
    /// Without: a small business after § 19 UStG, up to 25,000 EUR of turnover in the last and
    /// 100,000 EUR in this year.
    SmallBusiness,
}

/// A signup for feeding in.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInSignup(InsertSubscription);

impl FeedInSignup {
    /// With what is required. The plan is one for feed-in; the meter is smart and installed.
    pub fn new(
        plan: impl Into<PlanId>,
        customer: impl Into<FeedInCustomer>,
        address: InsertAddress,
        meter: FeedInMeter,
        payment_method: InsertPaymentMethod,
        start: impl Into<Start>,
    ) -> Self {
        let customer: InsertCustomer = match customer.into() {
            FeedInCustomer::Person(person) => person.into(),
            FeedInCustomer::Company(FeedInCompany(company)) => company.into(),
        };
        let start = start.into();
        let next_possible = start == Start::NextPossible;
        let mut body = InsertSubscription::new(
            plan,
            customer,
            address,
            meter.0,
            payment_method,
            next_possible,
        );
        if let Start::On(first) = start {
            body = body.intended_start_date(first.date());
        }
        Self(body)
    }

    /// The lead that this converts.
    #[must_use]
    pub fn lead(self, lead: impl Into<LeadId>) -> Self {
        Self(self.0.lead(lead))
    }

    /// Pairs to store with the subscription.
    #[must_use]
    pub fn metadata(self, metadata: BTreeMap<String, crate::serde_json::Value>) -> Self {
        Self(self.0.metadata(metadata))
    }
}

/// Who feeds in.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedInCustomer {
    /// A person. Without a VAT id, credits are net (§ 19 UStG); with one, they show VAT.
    Person(InsertPersonCustomer),
    /// A company.
    Company(FeedInCompany),
}

impl From<InsertPersonCustomer> for FeedInCustomer {
    fn from(person: InsertPersonCustomer) -> Self {
        Self::Person(person)
    }
}

impl From<FeedInCompany> for FeedInCustomer {
    fn from(company: FeedInCompany) -> Self {
        Self::Company(company)
    }
}

/// A company that feeds in. Its credits always show VAT, so that it has a VAT id.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInCompany(InsertCompanyCustomer);

impl FeedInCompany {
    /// A company with a person to talk to.
    pub fn new(
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        company_name: impl Into<String>,
        email: impl Into<String>,
        vat_id: impl Into<String>,
    ) -> Self {
        let company = InsertCompanyCustomer::new(first_name, last_name, company_name, email);
        Self(company.vat_id(vat_id))
    }
}

/// The smart meter that measures what is fed in. It has to be installed: one cannot be ordered with
/// the signup.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInMeter(InsertMeter);

impl FeedInMeter {
    /// A smart meter by its serial number, with the kWh that are expected to be fed in per year (at
    /// least 100).
    pub fn new(number: impl Into<String>, estimated_feed_in: impl Into<Decimal>) -> Self {
        Self(InsertMeter::new(
            number,
            MeterType::Smart,
            estimated_feed_in,
        ))
    }

    /// The market location (MaLo), 11 digits.
    #[must_use]
    pub fn malo(self, malo: impl Into<String>) -> Self {
        Self(self.0.malo(malo))
    }
}
