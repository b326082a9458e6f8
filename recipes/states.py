"""From the state numbers of Gleditsch and Ward, which UCDP uses, to today's ISO 3166 codes."""

from __future__ import annotations

# States that are the one location of a conflict since 1946. States of the past carry the code of
# the state that holds their territory or their seat today (Yugoslavia: SRB, South Yemen: YEM).
ISO3 = {
    int(number): iso3
    for number, iso3 in (
        pair.split()
        for pair in """
        2 USA|40 CUB|41 HTI|42 DOM|52 TTO|70 MEX|90 GTM|92 SLV|93 NIC|94 CRI|95 PAN|100 COL|101 VEN
        115 SUR|135 PER|145 BOL|150 PRY|155 CHL|160 ARG|165 URY|200 GBR|220 FRA|230 ESP|343 MKD
        344 HRV|345 SRB|346 BIH|350 GRC|352 CYP|359 MDA|360 ROU|365 RUS|369 UKR|372 GEO|373 AZE
        404 GNB|420 GMB|432 MLI|433 SEN|434 BEN|435 MRT|436 NER|437 CIV|438 GIN|439 BFA|450 LBR
        451 SLE|452 GHA|461 TGO|471 CMR|475 NGA|481 GAB|482 CAF|483 TCD|484 COG|490 COD|500 UGA
        501 KEN|510 TZA|516 BDI|517 RWA|520 SOM|522 DJI|530 ETH|531 ERI|540 AGO|541 MOZ|552 ZWE
        560 ZAF|570 LSO|580 MDG|581 COM|600 MAR|615 DZA|616 TUN|620 LBY|625 SDN|626 SSD|630 IRN
        640 TUR|645 IRQ|651 EGY|652 SYR|660 LBN|663 JOR|666 ISR|670 SAU|678 YEM|680 YEM|698 OMN
        700 AFG|702 TJK|704 UZB|710 CHN|750 IND|751 IND|770 PAK|771 BGD|775 MMR|780 LKA|790 NPL
        800 THA|811 KHM|812 LAO|816 VNM|817 VNM|820 MYS|835 BRN|840 PHL|850 IDN|910 PNG
        """.replace("\n", "|").split("|")
        if pair.strip()
    )
}
