"""The money of the world: `name | codes and signs, which may stand before a number | further words`.

A name in lower case, and its plural, is a word for it by itself. The names are those of
ISO 4217, in the spelling that Recognizers-Text gives them.
"""

CURRENCIES = """
Dollar | $ ＄ | buck, bucks
United States dollar | USD US$ U.S.$ U.S$ $US | us dollar, u.s. dollar, u.s dollar, us $, u.s. $, u.s $
Australian dollar | AUD A$ AU$ AUD$ | australia dollar
Canadian dollar | CAD C$ CA$ CAD$ Can$ | canada dollar, c $
New Zealand dollar | NZD NZ$ NZD$ | kiwi dollar
Hong Kong dollar | HKD HK$ HKD$ |
Singapore dollar | SGD S$ SG$ SGD$ | singaporean dollar
New Taiwan dollar | TWD NT$ TWD$ NTD | taiwan dollar, taiwanese dollar
Jamaican dollar | JMD J$ JA$ | jamaica dollar
Barbados dollar | BBD Bds$ BBD$ | barbadian dollar
Bahamian dollar | BSD B$ BSD$ | bahamas dollar
Belize dollar | BZD BZ$ | belizean dollar
Bermudian dollar | BMD BD$ BMD$ | bermuda dollar
Brunei dollar | BND BND$ |
Cayman Islands dollar | KYD CI$ KYD$ |
East Caribbean dollar | XCD EC$ XCD$ |
Fijian dollar | FJD FJ$ FJD$ | fiji dollar
Guyanese dollar | GYD GY$ GYD$ | guyana dollar
Liberian dollar | LRD L$ LRD$ | liberia dollar
Namibian dollar | NAD N$ NAD$ | namibia dollar
Solomon Islands dollar | SBD SI$ SBD$ |
Surinamese dollar | SRD SRD$ | suriname dollar
Trinidad and Tobago dollar | TTD TT$ TTD$ | trinidad dollar, trinidadian dollar
Tuvaluan dollar | TVD | tuvalu dollar
Kiribati dollar | |
Cook Islands dollar | |
Micronesian dollar | |
Nauruan dollar | |
Niue dollar | |
Palauan dollar | |
Pitcairn Islands dollar | |
British Virgin Islands dollar | |
Zimbabwean dollar | ZWL Z$ | zimbabwe dollar
Euro | EUR € |
Pound | £ ￡ | quid
British pound | GBP GB£ UK£ | pound sterling, pounds sterling, british pound sterling, sterling, uk pound
Egyptian pound | EGP E£ | egypt pound
Lebanese pound | LBP LL | lebanese lira
Syrian pound | SYP | syrian lira
Sudanese pound | SDG |
South Sudanese pound | SSP |
Falkland Islands pound | FKP |
Gibraltar pound | GIP |
Guernsey pound | GGP |
Isle of Man pound | IMP |
Manx pound | |
Jersey pound | JEP |
Alderney pound | |
Saint Helena pound | SHP |
Irish pound | IEP | irish punt
Japanese yen | JPY ¥ JP¥ | yen
Chinese yuan | CNY RMB ￥ CN¥ 元 CNH | yuan, kuai, renminbi, chinese renminbi, yuan renminbi
South Korean won | KRW ₩ ￦ | won, korean won
North Korean won | KPW |
Swiss franc | CHF SFr Sfr Fr. | swiss franken
Franc | |
French franc | FRF FF |
Belgian franc | BEF |
Luxembourg franc | LUF |
West African CFA franc | XOF |
Central African CFA franc | XAF | cfa franc
CFP franc | XPF |
Comorian franc | KMF |
Congolese franc | CDF |
Burundian franc | BIF |
Djiboutian franc | DJF |
Guinean franc | GNF |
Rwandan franc | RWF |
Malagasy ariary | MGA | ariary
Krone | kr kr. | krone, kroner, krona, kronor, króna, krónur
Danish krone | DKK | danish kroner, danish crown
Norwegian krone | NOK | norwegian kroner, norwegian crown
Swedish krona | SEK | swedish kronor, swedish krone, swedish crown
Icelandic króna | ISK | icelandic krona, icelandic kronur
Faroese króna | | faroese krona
Czech koruna | CZK Kč | koruna, czech crown
Slovak koruna | SKK | slovak crown
Estonian kroon | EEK | kroon
Crown | | crowns
Rupee | Rs Rs. rs rs. ₨ | rupee
Indian rupee | INR ₹ | india rupee
Pakistani rupee | PKR | pakistan rupee
Sri Lankan rupee | LKR SLRs | sri lanka rupee
Nepalese rupee | NPR NRs | nepal rupee, nepali rupee
Mauritian rupee | MUR | mauritius rupee
Seychellois rupee | SCR | seychelles rupee
Maldivian rufiyaa | MVR | rufiyaa
Indonesian rupiah | IDR Rp | rupiah
Ruble | ₽ | rouble
Russian ruble | RUB RUR | russian rouble, russia ruble
Belarusian ruble | BYR | belarusian rouble, belarus ruble
New Belarusian ruble | BYN |
Peso | ₱ | peso
Mexican peso | MXN Mex$ MX$ MXN$ | mexico peso
Argentine peso | ARS AR$ | argentinian peso, argentina peso
Chilean peso | CLP CL$ CLP$ | chile peso
Colombian peso | COP COL$ COP$ | colombia peso
Cuban peso | CUP | cuba peso
Cuban convertible peso | CUC |
Dominican peso | DOP RD$ |
Philippine peso | PHP PhP | filipino peso, philippines peso
Uruguayan peso | UYU $U | uruguay peso
Dinar | | dinar
Algerian dinar | DZD | algeria dinar
Bahraini dinar | BHD | bahrain dinar
Iraqi dinar | IQD | iraq dinar
Jordanian dinar | JOD | jordan dinar
Kuwaiti dinar | KWD | kuwait dinar
Libyan dinar | LYD | libya dinar
Serbian dinar | RSD | serbia dinar
Tunisian dinar | TND | tunisia dinar
Yugoslav dinar | YUN |
Dirham | Dh Dhs |
United Arab Emirates dirham | AED | uae dirham, emirati dirham
Moroccan dirham | MAD | morocco dirham
Riyal | ﷼ | rial
Saudi riyal | SAR | saudi arabian riyal, saudi rial
Qatari riyal | QAR | qatari rial, qatar riyal
Iranian rial | IRR | iran rial, toman, tomans
Omani rial | OMR | oman rial
Yemeni rial | YER | yemeni riyal
Shilling | | shilling
Kenyan shilling | KES KSh | kenya shilling
Tanzanian shilling | TZS TSh | tanzania shilling
Ugandan shilling | UGX USh | uganda shilling
Somali shilling | SOS | somalia shilling
Somaliland shilling | |
Turkish lira | TRY ₺ TL YTL | turkey lira, new turkish lira
Lira | | lire
Italian lira | ITL | italian lire
Manat | ₼ |
Azerbaijani manat | AZN | azerbaijan manat
Turkmenistan manat | TMT | turkmen manat
Leu | | lei
Romanian leu | RON | romanian lei
Moldovan leu | MDL | moldovan lei
Bulgarian lev | BGN лв лв. | lev, leva, bulgarian leva
Albanian lek | ALL | lek, lekë
Afghan afghani | AFN ؋ | afghani
Angolan kwanza | AOA Kz | kwanza
Armenian dram | AMD ֏ |
Aruban florin | AWG ƒ Afl | florin
Netherlands Antillean guilder | ANG NAƒ | antillean guilder
Netherlands guilder | NLG fl. | guilder, dutch guilder, dutch florin
Bangladeshi taka | BDT ৳ Tk Tk. | taka
Bhutanese ngultrum | BTN Nu. | ngultrum
Bolivian boliviano | BOB Bs. | boliviano
Bosnia and Herzegovina convertible mark | BAM KM | convertible mark, bosnian mark
Botswana pula | BWP | pula
Brazilian real | BRL R$ BRL$ | brazil real, brazilian reais, reais
Burmese kyat | MMK | kyat, myanmar kyat
Cambodian riel | KHR ៛ | riel
Cape Verdean escudo | CVE | cape verde escudo
Portuguese escudo | PTE | escudo
Costa Rican colón | CRC ₡ | costa rican colon, costa rican colones, colón, colones
Salvadoran colón | SVC | salvadoran colon
Croatian kuna | HRK | kuna
Eritrean nakfa | ERN Nfk | nakfa
Ethiopian birr | ETB | birr
Gambian dalasi | GMD | dalasi
Georgian lari | GEL ₾ | lari
Ghanaian cedi | GHS ₵ GH₵ GHC | cedi, ghana cedi
Guatemalan quetzal | GTQ | quetzal
Haitian gourde | HTG | gourde
Honduran lempira | HNL | lempira
Hungarian forint | HUF Ft | forint
Israeli new shekel | ILS ₪ NIS | shekel, israeli shekel, new shekel, new israeli shekel
Kazakhstani tenge | KZT ₸ | tenge
Kyrgyzstani som | KGS | kyrgyz som, som
Uzbekistani soʻm | UZS | uzbek som, uzbekistani som
Lao kip | LAK ₭ ₭N | kip, laos kip
Latvian lats | LVL | lats
Lithuanian litas | LTL | litas, lithuanian lit
Lesotho loti | LSL | loti, maloti
Macanese pataca | MOP MOP$ | pataca, macau pataca
Macedonian denar | MKD | denar
Malawian kwacha | MWK MK | malawi kwacha
Malaysian ringgit | MYR RM | ringgit, malaysia ringgit
Mauritanian ouguiya | MRO MRU | ouguiya
Mongolian tögrög | MNT ₮ | tögrög, tugrik, mongolian tugrik, mongolian togrog
Mozambican metical | MZN MTn | metical, meticais
Nicaraguan córdoba | NIO | córdoba, nicaraguan cordoba
Nigerian naira | NGN ₦ | naira
Panamanian balboa | PAB B/. | balboa
Papua New Guinean kina | PGK | kina
Paraguayan guaraní | PYG ₲ | guaraní, guarani, paraguayan guarani
Peruvian sol | PEN S/ S/. | peruvian nuevo sol, nuevo sol, nuevos soles, soles, peruvian soles
Polish złoty | PLN zł | złoty, zloty, polish zloty, zlotys, zloties
Samoan tālā | WST WS$ | samoan tala, tala
São Tomé and Príncipe dobra | STD Db | dobra
Sierra Leonean leone | SLL Le | leone
South African rand | ZAR | rand, south africa rand
Swazi lilangeni | SZL | lilangeni, emalangeni
Tajikistani somoni | TJS | somoni
Thai baht | THB ฿ | baht, thailand baht
Tongan paʻanga | TOP T$ | pa'anga, tongan pa'anga, paanga
Ukrainian hryvnia | UAH ₴ | hryvnia, hryvnya, hryvnias, ukraine hryvnia
Vanuatu vatu | VUV | vatu
Venezuelan bolívar | VEF VES | bolívar, bolivar, bolívares, bolivares, venezuelan bolivar
Vietnamese dong | VND ₫ | dong, đồng, vietnam dong
Zambian kwacha | ZMW ZK | zambia kwacha
Kwacha | | kwacha
Peseta | ESP ₧ Pts | peseta
Spanish peseta | |
Finnish markka | FIM | markka, markkaa, suomen markka, finnmark, finnish mark
German mark | DEM DM | deutsche mark, deutschmark, deutschemark, deutsche marks, d-mark
Austrian schilling | ATS | schilling
Greek drachma | GRD | drachma, drachmas, drachmae
Bitcoin | BTC XBT ₿ | bitcoin
Millibitcoin | mBTC | millibitcoin, milibitcoin
Ether | ETH Ξ | ethereum
Satoshi | | satoshi, satoshis
Cent | ¢ | cent
Penny | | penny
Pence | | pence, pennies
Sen | sen |
Fen | fen | fen
Jiao | jiao | jiao
Centavo | | centavo
Centime | | centime
Céntimo | | céntimo, centimo
Centesimo | | centésimo, centesimo
Kopek | | kopeck, kopeyka, kopiyka
Øre | | øre, öre
Haléř | | haleru, haléřů
Grosz | | groszy, grosze
Fillér | | filler
Stotinka | | stotinki
Qindarkë | | qindarke
Paisa | | paise, poisha
Poisha | |
Agora | | agorot
Piastre | | piaster
Fils | | fils
Millime | | millime
Halala | |
Kuruş | | kurus
Qəpik | | qapik
Tetri | |
Lipa | |
Kobo | |
Pesewa | |
Butut | |
Thebe | |
Tambala | |
Satang | |
Sene | |
Toea | |
Rappen | |
Khoums | |
Möngö | |
Tiyn | |
Avo | |
Santeem | |
Diram | |
Penni | | penniä
"""

#: What a hundredth (or the given part) of a currency is called, by the last word of its name.
SMALLER = {
    "Dollar": {"Cent": 100, "Penny": 100},
    "Euro": {"Cent": 100},
    "Pound": {"Pence": 100, "Penny": 100, "Shilling": 20},
    "Yuan": {"Fen": 100, "Jiao": 10},
    "Franc": {"Centime": 100, "Rappen": 100},
    "Ruble": {"Kopek": 100},
    "Hryvnia": {"Kopek": 100},
    "Rupee": {"Paisa": 100},
    "Peso": {"Centavo": 100},
    "Real": {"Centavo": 100},
    "Krone": {"Øre": 100},
    "Krona": {"Øre": 100},
    "Rand": {"Cent": 100},
    "Ringgit": {"Sen": 100},
    "Złoty": {"Grosz": 100},
    "Shekel": {"Agora": 100},
    "Baht": {"Satang": 100},
    "Naira": {"Kobo": 100},
    "Bitcoin": {"Satoshi": 10**8},
}

#: Codes that are English words in capitals, and never name money before a number: "ALL 5", "TOP 10".
NEVER_BEFORE = frozenset("ALL TOP TRY CUP PEN MAD COP SOS STD GEL Le LL FF KM TL MK fl. Fr. ESP IMP".split())
#: Codes that name money in small letters too; other small words are words.
IN_SMALL = frozenset(
    "usd eur gbp jpy cny rmb krw cad aud nzd chf inr hkd sgd btc brl mxn rub zar twd sek dkk".split()
)
#: Words that are only money where they count a lot: "the three won medals".
LARGE_ONLY = {"won": 100, "som": 20, "sen": 20, "sterling": 20}
