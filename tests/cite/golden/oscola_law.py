"""Cases and laws by OSCOLA."""

from __future__ import annotations

from dossier.model.vocabulary import Relation
from tests.cite.golden.examples import OSCOLA, OSCOLA4, Example, Origin, act, case, effect, proceeding

N, R, G, OURS = Origin.NOTES, Origin.RULE, Origin.GUIDE4, Origin.OURS

TRIBUNAL = "First-tier Tribunal (General Regulatory Chamber)"
FIRST = proceeding("Walkers v Regulator", TRIBUNAL, court=True, neutral_citation="[2023] UKFTT 00819 (GRC)")
SECOND = proceeding("Regulator v The Walkers (Vale Council intervening)", "Upper Tribunal", court=True,
                    neutral_citation="[2025] UKUT 319 (AAC)")  # fmt: skip
PENDING = proceeding("Walkers v Regulator", TRIBUNAL, court=True, status="pending", opened="2025-10-06")

CASES = (
    Example(
        "OSCOLA 5 §2.1.1, OSCOLA 4 §2.1.1", N, "*Corr v IBC Vehicles Ltd* [2008] UKHL 13, [2008] 1 AC 884",
        case("Corr v IBC Vehicles Ltd", neutral_citation="[2008] UKHL 13", report="[2008] 1 AC 884"), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §1.1", N, "*Grondona v Stoffel & Co* [2020] UKSC 42, [2021] AC 540",
        case("Grondona v Stoffel & Co", neutral_citation="[2020] UKSC 42", report="[2021] AC 540"),
    ),
    Example(
        "OSCOLA 5 §2.1.2, OSCOLA 4 §2.1.2", N, "*R (Roberts) v Parole Board* [2004] EWCA Civ 1031, [2005] QB 410",
        case("R (Roberts) v Parole Board", neutral_citation="[2004] EWCA Civ 1031", report="[2005] QB 410"),
        styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.2 (references)", N,
        "*Attorney General’s Reference (No 3 of 2004) (R v H)* [2005] EWCA Crim 1882",
        case("Attorney General's Reference (No. 3 of 2004) (R v H)", neutral_citation="[2005] EWCA Crim 1882"),
    ),
    Example(
        "OSCOLA 5 §2.1.2 (`Re`), §2.1.4", N, "*Re G* [2022] EWFC 55, [2023] 4 WLR 27",
        case("In re G", neutral_citation="[2022] EWFC 55", report="[2023] 4 WLR 27"),
    ),
    Example(
        "OSCOLA 5 §§1.3.1, 2.1.2 (`v` and abbreviations without full stops, no `et al`)", R,
        "*American Civil Liberties Union v Vale Council Ltd* [2020] EWHC 5 (Admin)",
        case("American Civil Liberties Union et al. v. Vale Council Ltd.", neutral_citation="[2020] EWHC 5 (Admin)"),
        styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.3 (unreported: the neutral citation alone, number as an integer, chamber in brackets)", R,
        "*Walkers v Regulator* [2023] UKFTT 819 (GRC)",
        case("Walkers v Regulator", neutral_citation="[2023] UKFTT 00819 (GRC)", court="the tribunal"), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.3 (the report of two judgments, after both neutral citations)", N,
        "*Masterman-Lister v Brutton & Co (Nos 1 and 2)* [2002] EWCA Civ 1889, [2003] EWCA Civ 70, [2003] 1 WLR 1511",
        case("Masterman-Lister v Brutton & Co (Nos 1 and 2)", report="[2003] 1 WLR 1511",
             neutral_citation="[2002] EWCA Civ 1889, [2003] EWCA Civ 70"),
    ),
    Example(
        "OSCOLA 5 §2.1.3 (a neutral citation added afterwards is not used)", R,
        "*Kleinwort Benson Ltd v Lincoln City Council* [1999] 2 AC 349 (HL)",
        case("Kleinwort Benson Ltd v Lincoln City Council", neutral_citation="[1998] UKHL 38",
             report="[1999] 2 AC 349", court="HL"),
    ),
    Example(
        "OSCOLA 5 §2.1.1 (no neutral citation: the court in brackets)", N, "*Page v Smith* [1996] AC 155 (HL)",
        case("Page v Smith", report="[1996] AC 155", court="HL"), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.4 (unreported and without neutral citation)", N, "*Stubbs v Sayer* (CA, 8 November 1990)",
        case("Stubbs v Sayer", court="CA", issued="1990-11-08"), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.6 (several paragraphs)", N,
        "*Callery v Gray* [2001] EWCA Civ 1117, [2001] 1 WLR 2112 [42], [45]",
        case("Callery v Gray", neutral_citation="[2001] EWCA Civ 1117", report="[2001] 1 WLR 2112"),
        "paragraphs 42 and 45", styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §§1.3.2, 2.1.6 (a range of paragraphs is never shortened)", N,
        "*Bunt v Tilley* [2006] EWHC 407 (QB), [2006] 3 All ER 336 [1]–[37]",
        case("Bunt v Tilley", neutral_citation="[2006] EWHC 407 (QB)", report="[2006] 3 All ER 336"),
        "Paragraphs 1 to 37", styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §1.3.2 (`[120]–[123]`)", R, "*Walkers v Regulator* [2023] UKFTT 819 (GRC) [120]–[123]",
        case("Walkers v Regulator", neutral_citation="[2023] UKFTT 819 (GRC)"), "paras 120-123", styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.6 (pages after a court take no comma)", N,
        "*Beattie v E & F Beattie Ltd* [1938] Ch 708 (CA) 720, 723",
        case("Beattie v E & F Beattie Ltd", report="[1938] Ch 708", court="CA"), "pages 720, 723",
    ),
    Example(
        "OSCOLA 5 §§1.3.2, 2.1.6 (pages: two digits at least)", N,
        "*R v Leeds County Court, ex p Morris* [1990] 1 QB 523 (QBD) 530–31",
        case("R v Leeds County Court, ex p Morris", report="[1990] 1 QB 523", court="QBD"), "pages 530 to 531",
    ),
    Example(
        "OSCOLA 5 §2.1.6 (unreported: page after the bracket)", N,
        "*Ryde Holdings Ltd v Rainbow Corp Ltd* (PC, 15 November 1993) 3",
        case("Ryde Holdings Ltd v Rainbow Corp Ltd", court="PC", issued="1993-11-15"), "page 3",
    ),
    Example(
        "OSCOLA 5 §2.3.1 (Northern Ireland)", N, "*Hylands v McClintock* [1999] NI 28 (Ch D)",
        case("Hylands v McClintock", report="[1999] NI 28", court="Ch D"),
    ),
    Example(
        "OSCOLA 5 §2.3.1 (Northern Ireland)", N, "*Wilson v Commissioner of Valuation* [2009] NICA 30, [2010] NI 48",
        case("Wilson v Commissioner of Valuation", neutral_citation="[2009] NICA 30", report="[2010] NI 48"),
    ),
    Example(
        "OSCOLA 5 §2.2.1 (Scotland)", N, "*Davidson v Scottish Ministers* [2005] UKHL 74, 2006 SC (HL) 41 [10]",
        case("Davidson v Scottish Ministers", neutral_citation="[2005] UKHL 74", report="2006 SC (HL) 41"), "[10]",
    ),
    Example(
        "OSCOLA 5 §2.2.1 (Scotland)", N, "*Smart v HM Advocate* [2006] HCJAC 12, 2006 JC 119 [23]–[24]",
        case("Smart v HM Advocate", neutral_citation="[2006] HCJAC 12", report="2006 JC 119"), "[23]-[24]",
    ),
    Example(
        "OSCOLA 5 §2.6.1 (Australia)", N, "*Harriton v Stephens* [2006] HCA 15, (2006) 226 CLR 52",
        case("Harriton v Stephens", neutral_citation="[2006] HCA 15", report="(2006) 226 CLR 52", jurisdiction="AU"),
    ),
    Example(
        "OSCOLA 5 §2.6.1 (Canada: a neutral citation without brackets)", N,
        "*Kerr v Baranow* 2011 SCC 10, [2011] 1 SCR 269",
        case("Kerr v. Baranow", neutral_citation="2011 SCC 10", report="[2011] 1 SCR 269", jurisdiction="CA"),
    ),
    Example(
        "OSCOLA 5 §2.6.1 (New Zealand: the court, if the series does not show it)", N,
        "*Brown v New Zealand Basing Ltd* [2018] 1 NZLR 245 (SC)",
        case("Brown v New Zealand Basing Ltd", report="[2018] 1 NZLR 245", court="SC", jurisdiction="NZ"),
    ),
    Example(
        "OSCOLA 5 §§2.1.4, 2.6.1 (a foreign judgment: number, court and date)", R,
        "*Vale Walkers v Kerb Inc* 2020 CH 04353 (Circuit Court of Cook County, Illinois, 28 May 2020)",
        case("Vale Walkers v. Kerb Inc.", case_number="2020 CH 04353", court="Circuit Court of Cook County, Illinois",
             issued="2020-05-28", jurisdiction="US-IL"), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.6 (a record of a part of a judgment)", OURS,
        "*Walkers v Regulator* [2025] UKUT 319 (AAC), Additional Reason 3, paragraph 349",
        case("Walkers v Regulator: Additional Reason 3", title_basis="described",
             official_id="[2025] UKUT 319 (AAC), Additional Reason 3"), "Additional Reason 3, paragraph 349",
    ),
)  # fmt: skip

HISTORY = (
    Example(
        "OSCOLA 5 §2.1.8, OSCOLA 4 §2.1.8 (`affd`; the later decision by its neutral citation)", R,
        "*Roberts v Gable* [2006] EWHC 1025 (QB), [2006] EMLR 23, affd [2007] EWCA Civ 721",
        case("Roberts v Gable", neutral_citation="[2006] EWHC 1025 (QB)", report="[2006] EMLR 23"),
        later=(effect(Relation.AFFIRMED, proceeding("Roberts v Gable", "Court of Appeal", court=True,
                                                    neutral_citation="[2007] EWCA Civ 721")),), styles=OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.1.8 (`revd` after the pinpoint; the parties only change sides)", R,
        "*Walkers v Regulator* [2023] UKFTT 819 (GRC) [12], revd [2025] UKUT 319 (AAC)",
        FIRST, "paragraph 12", (effect(Relation.REVERSED, SECOND),), OSCOLA,
    ),
    Example(
        "OSCOLA 5 §§2.1.2, 2.1.8 (`sub nom`: different parties on appeal)", R,
        "*Walkers v Regulator* [2023] UKFTT 819 (GRC), revd sub nom *Vale Council v Regulator* [2025] EWCA Civ 7",
        FIRST, None, (effect(Relation.REVERSED, proceeding("Vale Council v. Regulator", "Court of Appeal", court=True,
                                                           neutral_citation="[2025] EWCA Civ 7")),), OSCOLA,
    ),
    Example(
        "OSCOLA 5 §§2.1.8, 3.7.10 (a notice reversed, the reversal reversed, the appeal heard again)", R,
        "Roads Regulator, ‘Penalty notice to the Walkers’ (18 May 2022), revd *Walkers v Regulator* "
        "[2023] UKFTT 819 (GRC), revd [2025] UKUT 319 (AAC), appeal pending "
        "(First-tier Tribunal (General Regulatory Chamber), opened 6 October 2025)",
        proceeding("Penalty notice to the Walkers", "Roads Regulator", kind="penalty", decided="2022-05-18"), None,
        (effect(Relation.REVERSED, FIRST), effect(Relation.REVERSED, SECOND), effect(Relation.APPEALED_TO, PENDING)),
        OSCOLA,
    ),
    Example(
        "an appeal that a court refused to hear", OURS,
        "*Walkers v Regulator* [2023] UKFTT 819 (GRC), appeal refused UKSC 2026/0012 (Supreme Court, 3 May 2026)",
        FIRST, None,
        (effect(Relation.REFUSED, proceeding("Regulator v Walkers", "Supreme Court", court=True, kind="appeal",
                                             case_number="UKSC 2026/0012", decided="2026-05-03")),),
        OSCOLA,
    ),
    Example(
        "OSCOLA 5 §2.6.1 (a foreign decision without parties: number, court and date)", R,
        "Agencia Vial, ‘Complaint 44/2021’ (2 May 2022), revd Recurso 2185/2021 (Audiencia, 27 June 2024)",
        proceeding("Complaint 44/2021", "Agencia Vial", country="ES", decided="2022-05-02"), None,
        (effect(Relation.REVERSED, proceeding("Appeal of 2021", "Audiencia", court=True, decided="2024-06-27",
                                              case_number="Recurso 2185/2021")),),
    ),
    Example(
        "OSCOLA 5 §3.7.10 (an order is a document of the authority that makes it)", OURS,
        "Roads Regulator, ‘Order P21-08’ (14 December 2021)",
        proceeding("Order P21-08", "Roads Regulator", kind="order", decided="2021-12-14"), styles=OSCOLA,
    ),
    Example(
        "a title that is a description is no name: forum, kind, number and date", OURS,
        "Roads Regulator, penalty (KW-17, 11 February 2025), revd [2025] UKUT 319 (AAC)",
        proceeding("Penalty on the walkers", "Roads Regulator", kind="penalty", case_number="KW-17",
                   decided="2025-02-11", title_basis="described"), None,
        (effect(Relation.REVERSED, proceeding("Appeal of the walkers", "Upper Tribunal", court=True, kind="appeal",
                                              neutral_citation="[2025] UKUT 319 (AAC)", title_basis="described")),),
        OSCOLA,
    ),
    Example(
        "a title that was taken from an address is no name either, with or without a neutral citation", OURS,
        "Upper Tribunal, appeal [2025] UKUT 319 (AAC) [12], affd Recurso 2185/2021 (Audiencia, 27 June 2024)",
        proceeding("Walkers v Regulator", "Upper Tribunal", court=True, kind="appeal",
                   neutral_citation="[2025] UKUT 319 (AAC)", title_basis="from-address"), "paragraph 12",
        (effect(Relation.AFFIRMED, proceeding("Walkers v Regulator", "Audiencia", court=True, decided="2024-06-27",
                                              case_number="Recurso 2185/2021", title_basis="from-address")),),
        OSCOLA,
    ),
    Example(
        "OSCOLA 5 §3.7.10 (a complaint is not a document of the body that receives it)", OURS,
        "‘Complaint of the Walkers’ (Roads Regulator, C-88, opened 1 October 2024)",
        proceeding("Complaint of the Walkers", "Roads Regulator", kind="complaint", case_number="C-88",
                   opened="2024-10-01"),
    ),
)  # fmt: skip

LAWS = (
    Example("OSCOLA 5 §2.4.1, OSCOLA 4 §2.4.1", N, "Human Rights Act 1998", act("Human Rights Act 1998"),
            styles=OSCOLA),
    Example("OSCOLA 5 §1.1.2", N, "Human Rights Act 1998, s 2", act("Human Rights Act 1998"), "section 2"),
    Example("OSCOLA 5 §2.4.2", N, "Criminal Attempts Act 1981, ss 1(1) and 4(3)", act("Criminal Attempts Act 1981"),
            "sections 1(1) and 4(3)", styles=OSCOLA),
    Example("OSCOLA 5 §2.4.2", N, "Sexual Offences Act 2003, s 1(1)(c)", act("Sexual Offences Act 2003"),
            "Section 1(1)(c)", styles=OSCOLA),
    Example("OSCOLA 4 §2.4.2", G, "Human Rights Act 1998, s 15(1)(b)", act("Human Rights Act 1998"), "s 15(1)(b)",
            styles=OSCOLA4),
    Example("OSCOLA 5 §2.4.2 (a record of two sections, cited for one section)", R, "Data Protection Act 2018, s 35(1)",
            act("Data Protection Act 2018, ss 34–35", title_basis="described",
                official_id="Data Protection Act 2018, ss 34–35"), "Section 35(1)"),
    Example("OSCOLA 5 §2.4.2 (a record of two sections)", R, "Data Protection Act 2018, ss 34–35",
            act("Data Protection Act 2018, ss 34–35", title_basis="described",
                official_id="Data Protection Act 2018, ss 34–35")),
    Example("OSCOLA 5 §2.4.4", N, "Explanatory Notes to the Charities Act 2006, para 15",
            act("Explanatory Notes to the Charities Act 2006"), "paragraph 15"),
    Example("OSCOLA 5 §2.5.1", N, "Russia (Sanctions) (EU Exit) Regulations 2019, SI 2019/855",
            act("Russia (Sanctions) (EU Exit) Regulations 2019", official_id="SI 2019/855")),
    Example("OSCOLA 5 §2.5.2", N, "Eggs and Chicks (England) Regulations 2009, SI 2009/2163, reg 7(2)",
            act("Eggs and Chicks (England) Regulations 2009", official_id="SI 2009/2163"), "regulation 7(2)"),
    Example("OSCOLA 5 §2.6.2", N, "Accident Compensation Act 1972 (NZ)",
            act("Accident Compensation Act 1972", jurisdiction="NZ")),
    Example("OSCOLA 5 §2.6.2", N, "Climate Change Act 2022 (Cth)", act("Climate Change Act 2022", jurisdiction="AU")),
    Example("OSCOLA 5 §2.4.1", N, "Civil Liability Act 2002 (NSW)",
            act("Civil Liability Act 2002", jurisdiction="AU-NSW")),
    Example("OSCOLA 5 §4.4.1", N, "Consolidated Version of the Treaty on European Union [2020] OJ C202/1",
            act("Consolidated Version of the Treaty on European Union", oj_reference="[2020] OJ C202/1")),
    Example("OSCOLA 5 §4.4.1 (recorded in the form of the Journal itself)", R,
            "Council Regulation (EC) No 1984/2003 of 8 April 2003 [2003] OJ L295/1, art 3(2)(b)",
            act("Council Regulation (EC) No 1984/2003 of 8 April 2003", oj_reference="OJ L 295, 13.11.2003, p. 1"),
            "Article 3(2)(b)"),
    Example("OSCOLA 4 §2.6.1", G, "Council Regulation (EC) 139/2004 on the control of concentrations between "
            "undertakings (EC Merger Regulation) [2004] OJ L24/1, art 5",
            act("Council Regulation (EC) 139/2004 on the control of concentrations between undertakings "
                "(EC Merger Regulation)", oj_reference="[2004] OJ L24/1"), "article 5", styles=OSCOLA4),
    Example("OSCOLA 5 §4.4.1 (an act since 1 October 2023: the day of the Journal)", R,
            "Regulation (EU) 2024/1 [2024] OJ L 17.4.2024",
            act("Regulation (EU) 2024/1", oj_reference="OJ L, 2024/1, 17.4.2024")),
    Example("OSCOLA 5 §4.4.1 (a record of one article: the official number, not our title)", R,
            "Regulation (EU) 2016/679, art 3(2) and (2A)",
            act("Regulation (EU) 2016/679 (GDPR), Article 3: Territorial scope", title_basis="described",
                official_id="Regulation (EU) 2016/679, art 3"), "Article 3(2) and (2A)"),
)  # fmt: skip

UNION = (
    Example("OSCOLA 5 §4.4.2", N, "Case C-403/03 *Schempp v Finanzamt* EU:C:2005:446 [19]",
            case("Schempp v Finanzamt", case_number="C-403/03", ecli="ECLI:EU:C:2005:446"), "paragraph 19"),
    Example("OSCOLA 5 §4.4.2", N, "Case T-344/99 *Arne Mathisen AS v Council* EU:T:2002:174",
            case("Arne Mathisen AS v Council", case_number="T-344/99", ecli="EU:T:2002:174",
                 report="[2002] ECR II–2905")),
    Example("OSCOLA 5 §4.4.2 (joined cases)", R, "Joined Cases C-430 and 431/93 *Jereon van Schijndel v Stichting "
            "Pensioenfonds voor Fysiotherapeuten* EU:C:1995:441",
            case("Jereon van Schijndel v Stichting Pensioenfonds voor Fysiotherapeuten",
                 case_number="C-430 and 431/93", ecli="ECLI:EU:C:1995:441")),
    Example("OSCOLA 4 §2.6.2 with the FAQ on ECLI (before the report)", R,
            "Case C–176/03 *Commission v Council* EU:C:2005:542, [2005] ECR I–7879, paras 47–48",
            case("Commission v Council", case_number="C-176/03", ecli="ECLI:EU:C:2005:542",
                 report="[2005] ECR I–7879"), "paragraphs 47 to 48", styles=OSCOLA4),
    Example("OSCOLA 4, FAQ on ECLI", Origin.LIBRARY,
            "Case 194/94 *CIA Security International* EU:C:1996:172, [1996] ECR I-2201",
            case("CIA Security International", case_number="194/94", ecli="ECLI:EU:C:1996:172",
                 report="[1996] ECR I-2201"), styles=OSCOLA4),
)  # fmt: skip

EXAMPLES = (*CASES, *HISTORY, *LAWS, *UNION)
