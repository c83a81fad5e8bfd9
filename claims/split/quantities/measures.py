"""What is measured, and in which words: `name | signs, written exactly so | words`.

The name in lower case, and its plural, is a word for the unit by itself. The names are in the spelling
that Recognizers-Text gives them.
"""

LENGTHS = """
Kilometer | km Km KM ㎞ | kilometre, kilo meter, kms
Hectometer | hm | hectometre
Decameter | dam | decametre, dekameter
Meter | m | metre, mtr
Decimeter | dm | decimetre
Centimeter | cm ㎝ CM | centimetre, cms
Millimeter | mm ㎜ MM | millimetre, mms
Micrometer | μm µm um | micrometre, micron
Nanometer | nm | nanometre
Picometer | | picometre
Mile | mi mi. | miles
Nautical mile | nmi |
Yard | yd yd. yds | yards
Inch | ″ " ” in. in | inches
Foot | ft ft. ′ ' ’ | feet, foot
Light year | ly | light-year
Pt | pt pts |
Fathom | |
Furlong | |
Astronomical unit | au AU |
"""

AREAS = """
Square kilometer | km² km2 km^2 sq.km sqkm | sq km, sq. km, square km, square kilometre
Square hectometer | hm² hm2 hm^2 | square hectometre
Square decameter | dam² dam2 dam^2 | square decametre
Square meter | m² m2 m^2 ㎡ sqm | sq m, sq. m, square m, square metre, sq meter, sq metre
Square decimeter | dm² dm2 dm^2 | square decimetre
Square centimeter | cm² cm2 cm^2 | sq cm, sq. cm, square cm, square centimetre
Square millimeter | mm² mm2 mm^2 | sq mm, sq. mm, square mm, square millimetre
Square inch | in² in2 in^2 sqin | sq in, sq. in, square inches
Square foot | ft² ft2 ft^2 sqft | sq ft, sq. ft, sq.ft, sq.ft., sq feet, sq. feet, square feet, square ft
Square mile | mi² mi2 mi^2 sqmi | sq mi, sq. mi, sq mile, sq. mile, square mi
Square yard | yd² yd2 yd^2 sqyd | sq yd, sq. yd, square yd
Acre | | acres
Hectare | ha | hectares
"""

VOLUMES = """
Cubic kilometer | km³ km3 km^3 | cubic kilometre
Cubic meter | m³ m3 m^3 | cubic metre, cu m
Cubic decimeter | dm³ dm3 | cubic decimetre
Cubic centimeter | cm³ cm3 cm^3 cc | cubic centimetre, cu cm
Cubic millimeter | mm³ mm3 mm^3 | cubic millimetre
Cubic inch | in³ in3 in^3 | cubic inches, cu in
Cubic foot | ft³ ft3 ft^3 | cubic feet, cu ft, cu. ft, cu. ft.
Cubic yard | yd³ yd3 | cu yd
Cubic mile | mi³ mi3 |
Hectoliter | hl hL | hectolitre
Decaliter | dal daL | decalitre
Liter | l L ltr | litre, liters
Deciliter | dl dL | decilitre
Centiliter | cl cL | centilitre
Milliliter | ml mL ㎖ | millilitre
Fluid ounce | | fl oz, fl. oz., fl. oz, floz
Teaspoon | tsp tsp. | tea spoon
Tablespoon | tbsp tbsp. | table spoon
Pint | |
Quart | qt |
Cup | | cups
Gill | | gills
Pinch | | pinches
Fluid dram | |
Barrel | bbl bbls |
Minim | |
Cord | | cords
Peck | | pecks
Bushel | |
Hogshead | |
Gallon | gal | gallons
"""

WEIGHTS = """
Kilogram | kg Kg KG ㎏ | kilogramme, kilo, kgs, kilos
Gram | g gm | gramme, gms
Milligram | mg ㎎ | milligramme, mgs
Microgram | μg µg mcg | microgramme
Nanogram | | nanogramme
Metric ton | | metric tonne, tonne
Kiloton | kt | kilotonne
Megaton | Mt | megatonne
Ton | t | tons
Pound | lb lbs lb. lbs. | pounds
Ounce | oz oz. | ounces
Grain | | grains
Pennyweight | dwt |
Long ton (British) | | long ton, imperial ton
Short ton (US) | | short ton
Short hundredweight (US) | cwt | short hundredweight
Hundredweight | |
Stone | st |
Dram | |
Carat | ct |
"""

SPEEDS = """
Meter per second | m/s m/sec | metre per second, metres per second, meters per second, meters a second
Kilometer per hour | km/h kph kmph kmh km/hr KPH Km/h | kilometre per hour, \
kilometers an hour, kilometres an hour, km per hour, km an hour, kilometers/hour, kilometer/hour, \
kilometers per hour, kilometres per hour
Kilometer per minute | km/min | kilometre per minute, kilometers per minute, kilometers a minute
Kilometer per second | km/s km/sec | kilometre per second, kilometers per second, kilometers a second
Kilometer per millisecond | km/ms | kilometers per millisecond, kilometers/millisecond
Meter per millisecond | m/ms | meters per millisecond, meters/millisecond
Centimeter per millisecond | cm/ms | centimeters per millisecond, centimeters/millisecond
Meter per minute | m/min | meters per minute
Centimeter per second | cm/s | centimeters per second
Mile per hour | mph MPH mi/h | miles per hour, miles an hour, mile an hour, miles/hour, miles/hr
Mile per minute | | miles per minute, miles a minute
Mile per second | | miles per second, miles a second
Foot per second | ft/s fps | feet per second, feet a second, feet/second
Foot per minute | ft/min | feet per minute, feet a minute, feet/minute
Yard per minute | yd/min | yards per minute, yards a minute, yards/minute
Yard per second | yd/s | yards per second, yards a second
Knot | kn kt/h | knots
"""

INFORMATION = """
Bit | | bits
Kilobit | kb Kb | kilobits
Megabit | mb Mb | megabits
Gigabit | gb Gb | gigabits
Terabit | tb Tb | terabits
Petabit | pb Pb | petabits
Byte | | bytes
Kilobyte | kB KB | kilo byte
Megabyte | mB MB | mega byte
Gigabyte | gB GB | giga byte
Terabyte | tB TB | tera byte
Petabyte | pB PB | peta byte
"""

ENERGIES = """
Watt | W |
Kilowatt | kW KW |
Megawatt | MW |
Gigawatt | GW |
Terawatt | TW |
Kilowatt hour | kWh | kilowatt-hour
Megawatt hour | MWh | megawatt-hour
Gigawatt hour | GWh | gigawatt-hour
Terawatt hour | TWh | terawatt-hour
Volt | V |
Kilovolt | kV |
Joule | |
Calorie | cal |
Kilocalorie | kcal |
Horsepower | hp bhp |
Hertz | Hz |
Kilohertz | kHz |
Megahertz | MHz |
Gigahertz | GHz |
Decibel | dB |
"""

ANGLES = """
Radian | rad rads |
Turn | |
"""

TIMES = """
Millisecond | ms | milliseconds
Second | | sec, secs, sec.
Minute | | min, mins, min.
Hour | | hr, hrs
Day | |
Week | | wk, wks
Month | | mo, mos
Year | | yr, yrs
Decade | |
"""

TEMPERATURES = """
C | ℃ °C ºC | degrees celsius, degree celsius, deg celsius, degs celsius, celsius, celcius, \
degrees celcius, degree celcius, degrees centigrade, degree centigrade, centigrade, degrees c, degree c, \
deg c, degs c, °c, ° c
F | ℉ °F ºF | degrees fahrenheit, degree fahrenheit, deg fahrenheit, degs fahrenheit, \
fahrenheit, farenheit, degrees farenheit, degrees f, degree f, deg f, degs f, °f, ° f
K | | kelvin, kelvins, degrees kelvin, degree kelvin, deg kelvin, degrees k, degree k, deg k
R | | rankine, degrees rankine, degree rankine, degrees r, degree r, deg r
D | | delisle, degrees delisle, degree delisle, degrees de lisle
Degree | ° º | degrees, degree, deg, deg., degs
"""

PERCENTAGES = """
Percent | % ％ ﹪ pct | per cent, percents, percentage, percentages, pc
Percentage point | pp ppt | percentage-point, percent point
Basis point | bps |
"""

#: A number of these and then "old" is an age.
AGE_UNITS = {
    "Year": "year years yr yrs",
    "Month": "month months mo mos",
    "Week": "week weeks",
    "Day": "day days",
}
AGES = "old|-old|of age|olds|-olds"
SHORT_AGES = ("yo", "y.o.", "y.o", "y/o", "yrs-old", "yr-old")

#: Quotation marks measure only beside each other (6'2") or where one of these follows.
QUOTES = frozenset({'"', "”", "'", "’"})
EXTENTS = frozenset("long wide tall high thick deep x by".split())

#: Signs that are words, letters or other things too, and so must touch their number.
MUST_TOUCH = frozenset(
    {"in.", "in", "″", "′", "st", "au", "AU", "V", "W", "um", "pc", "pp", "pt", "pts", "ct", "cal", "kt"}
)
