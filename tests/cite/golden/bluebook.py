"""Citations by The Bluebook, in the typeface of court documents."""

from __future__ import annotations

from dataclasses import replace

from dossier.model.vocabulary import Relation
from tests.cite.golden.examples import (
    BLUEBOOK,
    Example,
    Origin,
    act,
    article,
    case,
    effect,
    news,
    page,
    proceeding,
    source,
)
from tests.cite.golden.oscola_law import FIRST, PENDING, SECOND

L, R, M, OURS = Origin.LIBRARY, Origin.RULE, Origin.MEMORY, Origin.OURS

EXAMPLES = (
    Example("Bluebook 21 r 16.6(f) (UC Davis)", L, "Evan Halper, *Coronavirus Threatens the November Election. Can "
            "Vote by Mail Save It?*, L.A. Times (Mar. 19, 2020), https://www.latimes.com/politics/story/2020-03-19/"
            "calls-mount-making-november-mail-in-ballot",
            news("Coronavirus Threatens the November Election. Can Vote by Mail Save It?", "L.A. Times",
                 by="Evan/Halper", issued="2020-03-19", accessed="2026-01-02",
                 url="https://www.latimes.com/politics/story/2020-03-19/calls-mount-making-november-mail-in-ballot"),
            styles=BLUEBOOK),
    Example("Bluebook 21 rr 15.1, 16.4 (UC Davis: two authors; first page and page)", L,
            "David A. Wallace & Shane R. Reeves, *Protecting Critical Infrastructure in Cyber Warfare*, "
            "53 U.C. Davis L. Rev. 1607, 1608 (2020)",
            article("Protecting Critical Infrastructure in Cyber Warfare", "U.C. Davis L. Rev.",
                    by="David A./Wallace; Shane R./Reeves", issued="2020", volume="53", pages="1607"), "page 1608",
            styles=BLUEBOOK),
    Example("Bluebook 22 r 16.4 (Case Western)", L, "Jacqueline N. Font Guzman, *La Ciudadania Puertorriquena*, "
            "91 Rev. Jur. U.P.R. 835 (2022)",
            article("La Ciudadania Puertorriquena", "Rev. Jur. U.P.R.", by="Jacqueline N./Font Guzman", issued="2022",
                    volume="91", pages="835"), styles=BLUEBOOK),
    Example("Bluebook 22 r 15.1 (more than two authors)", R, "A One et al., *Plates*, 12 Roads 45, 45–46 (2024)",
            article("Plates", "Roads", by="A/One; B/Two; C/Three", issued="2024", volume="12", pages="45"),
            "pages 45 to 46", styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.2 (UIC)", L, "Steven Zahniser, *What is Agriculture’s Share of the Overall U.S. "
            "Economy?*, USDA Econ. Rsch. Serv. (Apr. 19, 2024), https://www.ers.usda.gov/chart",
            page("What is Agriculture’s Share of the Overall U.S. Economy?", by="Steven/Zahniser",
                 publication="USDA Econ. Rsch. Serv.", issued="2024-04-19", url="https://www.ers.usda.gov/chart"),
            styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.2(c) (UIC: a page without a date)", L, "*H-2A Temporary Agricultural Program*, "
            "U.S. Dep’t of Labor, https://www.dol.gov/agencies/eta/foreign-labor/programs/h-2a "
            "(last visited Oct. 5, 2021)",
            page("H-2A Temporary Agricultural Program", publication="U.S. Dep’t of Labor", accessed="2021-10-05",
                 url="https://www.dol.gov/agencies/eta/foreign-labor/programs/h-2a"), styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.1(d) (the archived copy in square brackets)", L, "Eric Goldman, *When Should Search "
            "Engines Ignore Court Orders To Remove Search Results?*, Tech. & Marketing L. Blog (Sept. 4, 2013), "
            "http://blog.ericgoldman.org/archives/2013/09/when_should_sea.htm [https://perma.cc/U2AN-2TXE]",
            page("When Should Search Engines Ignore Court Orders To Remove Search Results?", by="Eric/Goldman",
                 publication="Tech. & Marketing L. Blog", issued="2013-09-04",
                 url="http://blog.ericgoldman.org/archives/2013/09/when_should_sea.htm",
                 persistent_url="https://perma.cc/U2AN-2TXE"), styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.1(d) (a copy in any archive)", R,
            "*Plates*, Kerb (May 2024), https://kerb.example/a [https://archive.example/a]",
            page("Plates", publication="Kerb", issued="2024-05", url="https://kerb.example/a",
                 archives=[{"url": "https://archive.example/a", "service": "Archive", "date": "2024-06-01"}]),
            styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.1 (a DOI alone)", R, "*Plates*, Kerb (May 2024), https://doi.org/10.5555/kerb",
            page("Plates", publication="Kerb", issued="2024-05", url="https://kerb.example/a", doi="10.5555/kerb"),
            styles=BLUEBOOK),
    Example("Bluebook 22 r 18.2.2 (the pinpoint before the date)", R,
            "Roads Regulator, *Penalty notice*, KW-17 ¶ 12 (Feb. 11, 2025), https://regulator.example/n",
            source("document", "regulator-decision", "Penalty notice", by="Roads Regulator", issued="2025-02-11",
                   case_number="KW-17", url="https://regulator.example/n", publisher="Roads Regulator"),
            "paragraph 12", styles=BLUEBOOK),
    Example("Bluebook, press releases (as commonly taught)", M,
            "Press Release, Roads Regulator, The Council is Fined (Feb. 12, 2025), https://regulator.example/p",
            source("webpage", "press-release", "The Council is Fined", by="Roads Regulator", issued="2025-02-12",
                   url="https://regulator.example/p"), styles=BLUEBOOK),
    Example("Bluebook r 10.2, 10.5 (Penn State: court and year in brackets)", L,
            "*Revlon, Inc. v. MacAndrews & Forbes Holdings, Inc.*, 506 A.2d 173, 179 (Del. 1986)",
            case("Revlon, Inc. v. MacAndrews & Forbes Holdings, Inc.", report="506 A.2d 173", court="Del.",
                 issued="1986", jurisdiction="US-DE"), "page 179", styles=BLUEBOOK),
    Example("Bluebook rr 3.2, 10.5 (Penn State: the series shows the court)", L,
            "*S. Pac. Co. v. Jensen*, 244 U.S. 205, 225–26 (1917)",
            case("S. Pac. Co. v. Jensen", report="244 U.S. 205", issued="1917", jurisdiction="US"), "pages 225 to 226",
            styles=BLUEBOOK),
    Example("Bluebook r 10.8.1 (in no report: number, court and date)", R,
            "*Vale Walkers v. Kerb Inc.*, No. 2020 CH 04353 (Circuit Court of Cook County, Illinois May 28, 2020)",
            case("Vale Walkers et al. v. Kerb Inc.", case_number="2020 CH 04353", issued="2020-05-28",
                 court="Circuit Court of Cook County, Illinois", jurisdiction="US-IL"), styles=BLUEBOOK),
    Example("Bluebook r 20.3, table T2 (United Kingdom)", M,
            "*Corr v. IBC Vehicles Ltd* [2008] UKHL 13, [2008] 1 AC 884, [42] (UK)",
            case("Corr v IBC Vehicles Ltd", neutral_citation="[2008] UKHL 13", report="[2008] 1 AC 884",
                 jurisdiction="GB"), "paragraph 42", styles=BLUEBOOK),
    Example("Bluebook r 20.3, table T2 (Canada)", M, "*Kerr v. Baranow*, 2011 SCC 10 (Can.)",
            case("Kerr v Baranow", neutral_citation="2011 SCC 10", jurisdiction="CA"), styles=BLUEBOOK),
    Example("Bluebook r 10.7, table T8 (parties that only changed sides are not named again)", R,
            "*Walkers v. Regulator* [2023] UKFTT 819 (GRC), [12] (UK), *rev’d*, [2025] UKUT 319 (AAC) (UK)",
            FIRST, "paragraph 12", (effect(Relation.REVERSED, SECOND),), BLUEBOOK),
    Example("Bluebook r 10.7.2 (different parties: `sub nom.` in italics)", R,
            "*Walkers v. Regulator* [2023] UKFTT 819 (GRC) (UK), "
            "*aff’d sub nom. Vale v. Regulator* [2025] EWCA Civ 7 (UK)",
            FIRST, None, (effect(Relation.AFFIRMED, proceeding("Vale v Regulator", "Court of Appeal", court=True,
                                                               neutral_citation="[2025] EWCA Civ 7")),), BLUEBOOK),
    Example("Bluebook r 10.7 (a reversal that was itself reversed)", R,
            "Roads Regulator, *Penalty notice to the Walkers* (May 18, 2022), *rev’d*, *Walkers v. Regulator* "
            "[2023] UKFTT 819 (GRC) (UK), *rev’d*, [2025] UKUT 319 (AAC) (UK), *appeal filed*, "
            "(First-tier Tribunal (General Regulatory Chamber) opened Oct. 6, 2025)",
            proceeding("Penalty notice to the Walkers", "Roads Regulator", kind="penalty", decided="2022-05-18"), None,
            (effect(Relation.REVERSED, FIRST), effect(Relation.REVERSED, SECOND),
             effect(Relation.APPEALED_TO, PENDING)),
            BLUEBOOK),
    Example("Bluebook r 10.7, table T8 (an appeal that a court refused to hear)", M,
            "*Walkers v. Regulator* [2023] UKFTT 819 (GRC) (UK), *appeal denied*, UKSC 2026/0012 "
            "(Supreme Court May 3, 2026)",
            FIRST, None,
            (effect(Relation.REFUSED, proceeding("Regulator v Walkers", "Supreme Court", court=True, kind="appeal",
                                                 case_number="UKSC 2026/0012", decided="2026-05-03")),),
            BLUEBOOK),
    Example("Bluebook r 10.7, table T8 (certiorari denied)", R,
            "*Walkers v. Regulator* [2023] UKFTT 819 (GRC) (UK), *cert. denied*, No. 25-17 (U.S. Oct. 5, 2026)",
            FIRST, None,
            (effect(Relation.REFUSED, replace(
                proceeding("Regulator v Walkers", "Supreme Court of the United States", court=True, kind="appeal",
                           case_number="25-17", country="US", decided="2026-10-05"), forum_abbreviation="U.S.")),),
            BLUEBOOK),
    Example("a title that is a description is no name: forum, kind, number and date", OURS,
            "Roads Regulator, Penalty, KW-17 (Feb. 11, 2025), *rev’d*, [2025] UKUT 319 (AAC) (UK)",
            proceeding("Penalty on the walkers", "Roads Regulator", kind="penalty", case_number="KW-17",
                       decided="2025-02-11", title_basis="described"), None,
            (effect(Relation.REVERSED, proceeding("Walkers v Regulator", "Upper Tribunal", court=True, kind="appeal",
                                                  neutral_citation="[2025] UKUT 319 (AAC)",
                                                  title_basis="from-address")),),
            BLUEBOOK),
    Example("Bluebook r 20.5, table T2 (an act with its chapter)", M, "Data Protection Act 2018, c. 12, § 35(1) (UK)",
            act("Data Protection Act 2018, ss 34–35", title_basis="described", jurisdiction="GB",
                official_id="Data Protection Act 2018, ss 34–35",
                url="https://www.legislation.gov.uk/ukpga/2018/12/contents"), "Section 35(1)", styles=BLUEBOOK),
    Example("Bluebook r 21.9 (Seton Hall)", L, "Council Directive 90/476, art. 5, 1990 O.J. (L 266) 1",
            act("Council Directive 90/476", oj_reference="[1990] OJ L266/1"), "article 5", styles=BLUEBOOK),
    Example("Bluebook r 21.9 (Creighton)", L, "Council Decision 2008/336, Appointing and Replacing Members of the "
            "Governing Board of the European Centre for the Development of Vocational Training, 2008 O.J. (L 115) 32",
            act("Council Decision 2008/336, Appointing and Replacing Members of the Governing Board of the European "
                "Centre for the Development of Vocational Training", oj_reference="[2008] OJ L115/32"),
            styles=BLUEBOOK),
    Example("Bluebook r 21.5.2 (the European Court Reports ended in 2011: the ECLI)", M,
            "Case C-403/03, *Schempp v. Finanzamt*, ECLI:EU:C:2005:446, ¶ 19 (July 12, 2005)",
            case("Schempp v Finanzamt", case_number="C-403/03", ecli="ECLI:EU:C:2005:446", issued="2005-07-12"),
            "paragraph 19", styles=BLUEBOOK),
    Example("Bluebook r 15 (a book)", R, "HLA Hart, *Punishment and Responsibility* 125 (2008)",
            source("book", "academic", "Punishment and Responsibility", by="HLA/Hart", issued="2008", publisher="OUP",
                   official_id="ISBN"), "page 125", styles=BLUEBOOK),
    Example("what was not seen is stated", OURS,
            "(author not recorded), *Plates*, Gazette (date not recorded) (address of the original not recorded)",
            news("Plates", "Gazette", authors="not-seen", issued="not-seen", seen_at="https://mirror.example/p"),
            styles=BLUEBOOK),
)  # fmt: skip
