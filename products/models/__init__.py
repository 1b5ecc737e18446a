"""Clusters, products and everything dated about them."""

from products.models.candidate import Candidate
from products.models.change import Change
from products.models.cluster import Cluster, ClusterQuerySet
from products.models.confirmation import Confirmation
from products.models.dependency import Dependency
from products.models.deputy import Deputy
from products.models.handover import Handover, HandoverTick
from products.models.investment import InvestmentAnswer
from products.models.judging import CandidateJudgement, CandidateMatch, CandidateSupport
from products.models.override import ActivityOverride
from products.models.ownership import Ownership, OwnershipQuerySet
from products.models.persona import Persona, ProductUser
from products.models.placement import Placement
from products.models.policy import PolicyVersion
from products.models.product import Product, ProductQuerySet
from products.models.retirement import LooseEnd, MigrationProgress, RetirementPlan
from products.models.stage import StagePeriod
from products.models.team import TeamMembership
from products.models.weight import OwnerHours, StrategicMark

__all__ = [
    "ActivityOverride",
    "Candidate",
    "CandidateJudgement",
    "CandidateMatch",
    "CandidateSupport",
    "Change",
    "Cluster",
    "ClusterQuerySet",
    "Confirmation",
    "Dependency",
    "Deputy",
    "Handover",
    "HandoverTick",
    "InvestmentAnswer",
    "LooseEnd",
    "MigrationProgress",
    "OwnerHours",
    "Ownership",
    "OwnershipQuerySet",
    "Persona",
    "Placement",
    "PolicyVersion",
    "Product",
    "ProductQuerySet",
    "ProductUser",
    "RetirementPlan",
    "StagePeriod",
    "StrategicMark",
    "TeamMembership",
]
