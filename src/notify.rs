//! How a notice leaves the house: SMS and mail.
