"""The tables of MASH enquiries, by noun."""

from openmash.frontdoor.enquiries.models.enquiry import (
    EnquiryRag,
    MashEnquiry,
    RagEntry,
    ScopePerson,
)

__all__ = ["EnquiryRag", "MashEnquiry", "RagEntry", "ScopePerson"]
