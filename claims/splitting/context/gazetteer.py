"""Countries, each with its capital behind it, and regions and cities that the news names often. Written by hand.

>>> kind_of("Kenya"), kind_of("Nairobi"), kind_of("Marsh End")
('country', 'city', None)
"""

_COUNTRIES = """
Afghanistan Kabul, Albania Tirana, Algeria Algiers, Andorra, Angola Luanda, Argentina Buenos_Aires,
Armenia Yerevan, Australia Canberra, Austria Vienna, Azerbaijan Baku, Bahamas Nassau, Bahrain Manama,
Bangladesh Dhaka, Barbados Bridgetown, Belarus Minsk, Belgium Brussels, Belize Belmopan, Benin, Bhutan Thimphu,
Bolivia La_Paz, Bosnia Sarajevo, Botswana Gaborone, Brazil Brasilia, Britain London, Brunei, Bulgaria Sofia,
Burkina_Faso Ouagadougou, Burundi, Cambodia Phnom_Penh, Cameroon Yaounde, Canada Ottawa, Chad N'Djamena,
Chile Santiago, China Beijing, Colombia Bogota, Congo Kinshasa, Costa_Rica, Croatia Zagreb, Cuba Havana,
Cyprus Nicosia, Czechia Prague, Denmark Copenhagen, Djibouti, Dominica, Ecuador Quito, Egypt Cairo,
El_Salvador San_Salvador, England, Eritrea Asmara, Estonia Tallinn, Eswatini, Ethiopia Addis_Ababa, Fiji Suva,
Finland Helsinki, France Paris, Gabon Libreville, Gambia Banjul, Georgia Tbilisi, Germany Berlin, Ghana Accra,
Greece Athens, Grenada, Guatemala, Guinea Conakry, Guyana, Haiti Port-au-Prince, Honduras Tegucigalpa,
Hungary Budapest, Iceland Reykjavik, India Delhi, Indonesia Jakarta, Iran Tehran, Iraq Baghdad, Ireland Dublin,
Israel Jerusalem, Italy Rome, Ivory_Coast Abidjan, Jamaica Kingston, Japan Tokyo, Jordan Amman,
Kazakhstan Astana, Kenya Nairobi, Kosovo Pristina, Kuwait, Kyrgyzstan Bishkek, Laos Vientiane, Latvia Riga,
Lebanon Beirut, Lesotho Maseru, Liberia Monrovia, Libya Tripoli, Liechtenstein, Lithuania Vilnius, Luxembourg,
Madagascar, Malawi Lilongwe, Malaysia Kuala_Lumpur, Maldives Male, Mali Bamako, Malta Valletta, Mauritania,
Mauritius, Mexico Mexico_City, Moldova Chisinau, Monaco, Mongolia Ulaanbaatar, Montenegro Podgorica,
Morocco Rabat, Mozambique Maputo, Myanmar Yangon, Namibia Windhoek, Nepal Kathmandu, Netherlands Amsterdam,
New_Zealand Wellington, Nicaragua Managua, Niger Niamey, Nigeria Abuja, North_Korea Pyongyang,
Northern_Ireland Belfast, North_Macedonia Skopje, Norway Oslo, Oman Muscat, Pakistan Islamabad,
Palestine Ramallah, Panama, Papua_New_Guinea, Paraguay Asuncion, Peru Lima, Philippines Manila, Poland Warsaw,
Portugal Lisbon, Qatar Doha, Romania Bucharest, Russia Moscow, Rwanda Kigali, Samoa Apia, Saudi_Arabia Riyadh,
Scotland Edinburgh, Senegal Dakar, Serbia Belgrade, Seychelles, Sierra_Leone Freetown, Singapore,
Slovakia Bratislava, Slovenia Ljubljana, Somalia Mogadishu, South_Africa Pretoria, South_Korea Seoul,
South_Sudan Juba, Spain Madrid, Sri_Lanka Colombo, Sudan Khartoum, Suriname, Sweden Stockholm,
Switzerland Bern, Syria Damascus, Taiwan Taipei, Tajikistan Dushanbe, Tanzania Dodoma, Thailand Bangkok,
Togo Lome, Tonga, Trinidad, Tunisia Tunis, Turkey Ankara, Turkmenistan Ashgabat, Uganda Kampala, Ukraine Kyiv,
United_Arab_Emirates Abu_Dhabi, United_Kingdom, United_States, Uruguay Montevideo, Uzbekistan Tashkent,
Vanuatu, Venezuela Caracas, Vietnam Hanoi, Wales Cardiff, Yemen Sanaa, Zambia Lusaka, Zimbabwe Harare, UK, US,
USA, UAE
"""
_CITIES = """
New_York New_York_City Washington Los_Angeles Chicago Houston Boston Philadelphia Miami Atlanta Detroit Dallas
San_Francisco Seattle Phoenix Denver Las_Vegas Toronto Montreal Vancouver Sydney Melbourne Brisbane Perth Auckland
Birmingham Manchester Liverpool Leeds Sheffield Bristol Newcastle Nottingham Glasgow Aberdeen Dundee Swansea
Munich Hamburg Frankfurt Cologne Barcelona Valencia Seville Milan Naples Turin Venice Marseille Lyon Geneva Zurich
Istanbul Mumbai Kolkata Chennai Karachi Lahore Shanghai Hong_Kong Shenzhen Wuhan Osaka Dubai Jeddah Mecca Gaza_City
Tel_Aviv Haifa Aleppo Mosul Basra Lagos Johannesburg Cape_Town Casablanca Alexandria Kharkiv Odesa Lviv Mariupol
Kherson Donetsk Luhansk Sevastopol St_Petersburg Rio_de_Janeiro Sao_Paulo Guadalajara Tijuana Brussels Strasbourg
"""
_REGIONS = """
Africa Asia Europe America North_America South_America Latin_America Antarctica Oceania Scandinavia Siberia
Balkans Caucasus Crimea Donbas Catalonia Kashmir Tibet Xinjiang Kurdistan Gaza West_Bank Middle_East Sahel Sahara
California Texas Florida Alaska Hawaii Ohio Michigan Pennsylvania Arizona Nevada Alabama Mississippi Louisiana
Massachusetts Iowa Wisconsin Minnesota Oregon Colorado Utah Virginia Maryland Connecticut Delaware New_Jersey
New_Hampshire Rhode_Island North_Carolina South_Carolina Tennessee Kentucky Missouri Oklahoma Kansas Nebraska
Yorkshire Cornwall Devon Kent Essex Sussex Norfolk Suffolk Cumbria Lancashire Merseyside Bavaria Saxony Quebec
Ontario Queensland Tasmania Midlands Highlands
"""
_PENINSULAS = "Crimea Kamchatka Sinai Iberia"


def _read(names: str) -> frozenset[str]:
    return frozenset(name.replace("_", " ") for name in names.replace(",", " ").split())


def _firsts(pairs: str) -> frozenset[str]:
    return _read(" ".join(pair.split()[0] for pair in pairs.split(",")))


COUNTRIES = _firsts(_COUNTRIES)
CITIES = (_read(_COUNTRIES) - COUNTRIES) | _read(_CITIES)
REGIONS = _read(_REGIONS)
PENINSULAS = _read(_PENINSULAS)
LONGEST = 4
"""Words of a name."""


def kind_of(name: str) -> str | None:
    """Whether a name is that of a country, a city or a region."""
    if name in COUNTRIES:
        return "country"
    if name in CITIES:
        return "city"
    return "region" if name in REGIONS else None
