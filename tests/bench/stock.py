"""Names of the cultures a hub in England meets, with the ways each is written; all of them ordinary.

One line is a list; words between slashes are one name: the usual spelling first, then others. A `+`
stands for a space inside a name. Earlier names are given more often than later ones.
"""

from __future__ import annotations

Spellings = tuple[str, ...]


def names(listed: str) -> tuple[Spellings, ...]:
    """Every name of a list, with its spellings."""
    return tuple(
        tuple(one.replace("+", " ") for one in group.split("/")) for group in listed.split()
    )


def words(listed: str) -> list[str]:
    """Beginnings or endings of names."""
    return listed.split()


BRITISH_GIRLS = names("""
Olivia/Liv Amelia/Millie/Amy Isla Ava Lily/Lilly Ivy Freya Florence/Flo Willow Isabella/Bella/Izzy
Mia Evie/Evy Elsie Poppy Charlotte/Charlie/Lottie Emily/Em Grace/Gracie Sophie/Sofie Sienna/Ciena
Daisy Matilda/Tilly/Tilda Ruby Ella Phoebe/Phebe Harper Evelyn Maisie/Maisy Jessica/Jess/Jessie
Elizabeth/Beth/Lizzie/Liz Rebecca/Becky/Becca Katherine/Kate/Kathy/Catherine Victoria/Vicky/Tori
Jennifer/Jenny/Jen Margaret/Maggie/Peggy Samantha/Sam Abigail/Abi/Abbie Susan/Sue Deborah/Debbie
Kelly/Kellie Lisa Michelle/Shell Sarah/Sara Nicola/Nicky Leanne/Lianne Hayley/Haley Chloe/Cloe
Lauren/Loren Kayleigh/Kayley/Kaylee Jade Stacey/Stacy Natasha/Tash Georgia Alexandra/Alex/Lexi
Eleanor/Ellie/Nell Lucy Hannah/Hanna Holly/Hollie Zara Lola Nancy Orla Skye Patricia/Pat/Trish
Penelope/Penny Aurora/Rory Darcie/Darcey Robyn/Robin Molly/Mollie Summer Bonnie/Bonny Violet Hallie
Lyra Mabel/Mable Edith/Edie Imogen/Immy Martha Lara Thea Rosie/Rosemary/Rose Eliza/Elisa Orlaith
Nell Caitlin/Kaitlyn/Katelyn Bethany/Beth Megan/Meg Amber Gemma/Jemma Kirsty/Kirstie Donna
Tracey/Tracy Karen Julie/Juliet Sharon/Sharron Dawn Angela/Angie Tina/Christina Paula Lorraine
Joanne/Jo Heather Carly/Carley Danielle/Dani Zoe/Zoey Rachel/Rachael Louise/Lou Claire/Clare Emma
Natalie/Nat Kerry/Kerrie Amanda/Mandy Vanessa/Nessa Yvonne Maureen Brenda Sheila Doreen Jean Joan
Beryl Pauline Wendy Diane/Di Tegan/Teagan Ffion/Fion Carys/Cerys Bryony/Briony Esme/Esmee Iris
Clara/Clare Beatrice/Bea Hope Faith
""")
BRITISH_BOYS = names("""
Noah George/Georgie Oliver/Ollie/Olly Arthur/Art Leo Oscar Theodore/Theo/Teddy Archie Jack Harry
Henry Charlie/Charles Freddie/Frederick/Fred Thomas/Tom/Tommy Alfie/Alfred James/Jim/Jamie Finley
Jacob/Jake Lucas/Luke William/Will/Billy/Bill Alexander/Alex/Xander Joshua/Josh Edward/Ed/Ted/Eddie
Isaac/Izaac Daniel/Dan/Danny Joseph/Joe/Joey Samuel/Sam/Sammy Benjamin/Ben Jayden/Jaden/Jaydon
Michael/Mike/Mick Robert/Rob/Bob/Bobby David/Dave Stephen/Steve/Steven Anthony/Tony Matthew/Matt
Christopher/Chris Nicholas/Nick Andrew/Andy Mark/Marc Richard/Rick/Ricky Peter/Pete Ryan Lee/Leigh
Connor/Conor/Conner Kyle Callum/Calum Liam Reece/Rhys/Reese Tyler/Tyla Kieran/Kieron/Ciaran Dean
Gareth/Gaz Craig Shaun/Sean/Shane Nathan/Nate Aiden/Aidan Zachary/Zak/Zac/Zack Toby Louis/Lewis
Roman Reuben/Ruben Jude Hugo Albie/Albert/Bertie Ronnie/Ronald Reggie/Reginald Elijah/Eli Ezra
Hudson Rory Sonny/Sunny Frankie/Frank Jesse/Jessie Ellis Elliot/Elliott/Eliot Harrison Harvey Kai/Ky
Jenson Bradley/Brad Jordan/Jordon Ashley/Ash Scott Darren/Daz Wayne Carl/Karl Stuart/Stewart/Stu
Gavin/Gav Ian/Iain Neil/Neal Keith Graham/Graeme Trevor/Trev Barry/Baz Kevin/Kev Gary/Garry Paul
Simon/Si Nigel Philip/Phil/Phillip Alan/Allan/Al Brian/Bryan Derek/Del Raymond/Ray Roy Dennis/Denis
Terence/Terry Colin Jonathan/Jon/Johnny Adam Jason/Jay Aaron/Aron Luke/Lucas Ross Russell/Russ
Damian/Damien Dominic/Dom Rhys/Reece Owen Evan/Ewan/Euan Dylan/Dillon Morgan Tristan/Tristram Felix
Rupert Miles/Myles Max Vincent/Vince
""")
BRITISH_FAMILIES = names("""
Smith/Smyth Jones Taylor/Tayler Brown/Browne Williams Wilson Johnson Davies/Davis Robinson Wright
Thompson/Thomson/Tomson Evans Walker White/Whyte Roberts Green/Greene Hall Wood/Woods Jackson
Clarke/Clark Harris Cooper King Harrison Martin Baker Turner Hill Edwards Morris/Maurice Moore/More
Ward Allen/Allan Parker Cook/Cooke Bennett/Bennet Bailey/Bayley/Baillie Phillips/Philips Bell
Griffiths/Griffith Richardson Carter Adams Young Foster Knight Webb Stevens/Stephens Matthews Palmer
Hughes Lewis/Louis Price/Pryce Shaw Marshall Mills Pearson/Pierson Powell Gray/Grey Hunt Holmes
Rogers/Rodgers Russell/Russel Barker Lloyd Fisher Dixon/Dickson Barnes Butler Chapman Ellis Harvey
Mason Jenkins Reynolds/Renolds Tarrant Pritchard Whitehouse Bird Perry Haynes/Haines Onions
""")
STEMS = words("""
Ash Brad Brom Bux Cald Cran Dal Dun Ed Fair Glad Good Had Hart Hazel Hol Kings Lang Lin Long Mar Mid
Mort Nor Oak Pad Pem Rad Rams Red Sand Shel Stan Sut Thorn Wal Wake Wed West Win Wood Wy
""")
ENDINGS = words("""
bourne bridge brook bury by combe cote croft dale den field ford ham hill hurst land ley low man
more ridge shaw son stead stone ton wall well wick wood worth
""")

IRISH_GIRLS = names("""
Aoife/Eefa/Aoiffe Niamh/Neve/Nieve Saoirse/Sersha Caoimhe/Keeva/Kweeva Siobhán/Siobhan/Shevaun
Róisín/Roisin/Rosheen Ciara/Keira/Kiera Sinéad/Sinead/Shinead Gráinne/Grainne/Grania
Órla/Orla/Orlagh Áine/Aine/Anya Clodagh/Cloda Éabha/Ava/Eabha Bríd/Bridget/Breda/Bridie
Caitríona/Catriona/Katrina Máire/Maire/Mary Eimear/Emer/Eimhear Deirdre Maeve/Medb Nuala/Fionnuala
""")
IRISH_BOYS = names("""
Seán/Sean/Shaun/Shawn Oisín/Oisin/Osheen Cillian/Killian Eoin/Owen/Eoghan Tadhg/Tiege/Tige
Pádraig/Padraig/Patrick/Paddy Conor/Connor/Conchobhar Rory/Ruairí/Ruairi Darragh/Dara/Daragh
Diarmuid/Dermot Fionn/Finn Cathal/Cahal Ciarán/Ciaran/Kieran Liam/William Declan/Deaglan
Séamus/Seamus/Shamus/James Micheál/Michael/Mick Brendan/Breandan Niall/Neil Aodhán/Aidan/Aodhan
""")
IRISH_FAMILIES = names("""
Murphy O'Brien/OBrien/O+Brien Kelly/Kelley O'Sullivan/OSullivan/Sullivan Walsh/Welsh Byrne/Burne
O'Connor/OConnor/O+Conner Ryan O'Neill/ONeill/O'Neil O'Reilly/OReilly/Reilly/Riley Doyle
McCarthy/Mc+Carthy Gallagher/Gallaher Doherty/O'Doherty/Docherty Kennedy Lynch Murray Quinn/Quin
Moore McLoughlin/McLaughlin Carroll/O'Carroll Connolly/Conolly Daly/Daley Nolan Brennan/Brannan
McDonnell/McDonald Fitzgerald MacNamara/McNamara Healy/Healey O'Shea/OShea/Shea Kavanagh/Cavanagh
Maguire/McGuire Mac+Giolla
""")

TRAVELLER_GIRLS = names("""
Margaret/Mags/Maggie Bridget/Biddy/Breda/Bridie Kathleen/Kathy Mary/Maryann Winifred/Winnie
Savannah/Savanna Shakira Chantelle/Chantel Nora/Norah/Nonie Ellen/Nell Barbara/Babs Helen/Eileen
Miley Scarlett/Scarlet Roseanne/Rosanne Philomena/Mena Elizabeth/Lizzie/Betsy Tiffany Dolores/Lolly
""")
TRAVELLER_BOYS = names("""
Patrick/Paddy/Pat Martin/Martie John/Johnny/Jack Michael/Mikey/Mick James/Jimmy/Jim Thomas/Tom/Tommy
Edward/Ned/Eddie Hughie/Hugh Bernard/Barney Miley/Miles Jim-Bob/Jimbob Levi/Levy Nelson Elvis
Francie/Francis Dan/Daniel Simey/Simon Jerry/Jeremiah Felix Job/Jobie Noah Henry/Hendry
Danny-Boy/Danny William/Billy
""")
TRAVELLER_FAMILIES = names("""
Ward Maughan/Maugham/Mongan McDonagh/MacDonagh/McDonough Connors/O'Connor/Conners Doherty/Docherty
Cash Delaney/Delany Quilligan/Quillegan Stokes Joyce Doran/Dorran Sweeney/Sweeny Reilly/O'Reilly
Lee/Leigh Smith/Smyth Loveridge/Lovridge Price Boswell Cooper Buckland Hearne/Hern Gaskin Stanley
Penfold Casey
""")

ROMA_GIRLS = names("""
Denisa/Denissa Vanesa/Vanessa Patrícia/Patricia Nikola/Nicola Kristína/Kristina Lenka Žaneta/Zaneta
Ráchel/Rachel Sabína/Sabina Erika Marcela Renáta/Renata Viera/Vera Jolana Ružena/Ruzena
Florica/Florika Crina/Krina Luminița/Luminita Narcisa Esmeralda Sorina Gabriela/Gabi
Alžbeta/Alzbeta/Elizabeth
""")
ROMA_BOYS = names("""
Patrik/Patrick Samuel/Samko Dominik/Dominic Erik/Eric Kevin Ján/Jan/Janko Ladislav/Laco
Jozef/Josef/Jozko Milan Rastislav/Rasto Roman Vladimír/Vladimir/Vlado Štefan/Stefan/Pišta Tibor
Lukáš/Lukas Marek Florin Costel Gheorghe/George/Georghe Rico Marian Adrián/Adrian Rudolf/Rudko
Julius/Július Zoltán/Zoltan
""")
ROMA_FAMILIES = names("""
Horváth/Horvath/Horvat Lakatoš/Lakatos/Lakatosh Baláž/Balaz/Balazs Oláh/Olah Kováč/Kovac/Kovacs Duda
Cina Mirga Gunár/Gunar Tancoš/Tancos Pompa Kotlár/Kotlar Gabor/Gábor Bandy Giňa/Gina Čonka/Conka
Siváková/Sivak Rafael Bunda Ciurar/Churar Stan Stoica/Stoika Radu Mihai/Mihaj Căldăraru/Caldararu
""")

MUSLIM_GIRLS = names("""
Fatima/Fatimah/Fatema Aisha/Ayesha/Aysha/Aaisha Maryam/Mariam/Meryem Zainab/Zaynab/Zeinab
Khadija/Khadijah Amina/Aminah/Ameena Hafsa/Hafsah Sumaya/Sumayyah/Sumaiya Noor/Nour/Nur
Layla/Leila/Laila Safa Iqra/Ikra Hira Mahnoor/Mahnur Saima/Saimah Nasreen/Nasrin Shabana/Shabanah
Rukhsana/Ruksana Parveen/Parvin Samina/Sameena Shazia Rabia/Rabiah/Rabeya Sadia/Sadiya
Zara/Zahra/Zarah Inaya/Inayah
""")
MUSLIM_BOYS = names("""
Mohammed/Muhammad/Mohamed/Mohammad/Mohd/Md Ahmed/Ahmad/Ahmet Ali/Aly Ibrahim/Ebrahim/Ibraheem
Yusuf/Yousef/Yousaf/Yusef Omar/Umar/Umer Hassan/Hasan Hussein/Hussain/Husain/Hussayn Hamza/Hamzah
Bilal/Bilaal Zain/Zayn/Zane Abdullah/Abdallah/Abdulla Usman/Osman/Uthman Ismail/Ismael/Ishmail Imran
Adnan Khalid/Khaled Tariq/Tarik/Tareq Faisal/Faysal/Feisal Rashid/Rasheed Shahid/Shaheed
Nadeem/Nadim Waseem/Wasim Yahya/Yahia Musa/Moosa/Mousa
""")
PAKISTANI_FAMILIES = names("""
Khan/Kahn Hussain/Hussein/Hussin Ahmed/Ahmad Ali Akhtar/Akthar Mahmood/Mehmood/Mahmud Iqbal/Eqbal
Malik/Malek Shah/Sha Mirza/Meerza Qureshi/Kureshi/Quraishi
Chaudhry/Choudhury/Chowdhury/Chaudhary/Chaudhri Butt/Bhatt Rehman/Rahman Raja/Rajah Aslam
Bashir/Basheer Javed/Javaid/Jawed Zaman Siddiqui/Siddiqi/Sidiqi Sheikh/Shaikh/Shaykh Miah/Mia/Miya
Uddin/Udin/Ud+Din Rahman/Rehman Islam Hoque/Haque/Huq Alam
""")
SIKH_GIVEN = names("""
Gurpreet/Gurprit Harpreet/Harprit Manpreet/Manprit Jaspreet/Jasprit Simran/Simranjit Kiran/Kirandeep
Amrit/Amrita Jasmine/Jasmin Navdeep/Navdip Mandeep/Mandip Sandeep/Sandip Hardeep/Hardip
Kuldeep/Kuldip Ranjit/Ranjeet Balwinder/Balvinder/Balwindar Sukhwinder/Sukhvinder
Parminder/Parmindar Satnam Arjan/Arjun Jagdeep/Jagdip Tejinder/Taginder
""")
SIKH_FAMILIES = names("""
Dhillon/Dhilon Sandhu/Sandu Gill/Gil Sidhu/Sidhoo Dhaliwal/Daliwal Grewal/Garewal Bains/Bhains
Johal/Jouhal Sohal/Sohel Atwal/Attwal Mann/Man Purewal/Poorewal Bhogal/Bogal Kang Virdi/Virdee
Chahal/Chahil Rai/Rye
""")
HINDU_GIRLS = names("""
Priya/Preeya Anjali/Anjalee Meera/Mira Kavita/Kavitha Pooja/Puja Neha Deepa/Dipa Lakshmi/Laxmi
Sunita/Suneeta Geeta/Gita Nisha Aarti/Arti Diya/Dia Ananya/Anania Riya/Ria Shreya Divya
Bhavna/Bhavana Hetal Jaya
""")
HINDU_BOYS = names("""
Rahul Amit/Ameet Vijay/Vijai Sanjay/Sanjai Rajesh Suresh Krishna/Krishnan Aarav/Arav Arjun Rohan
Dev/Deva Nikhil Anil/Aneel Deepak/Dipak Ashok Mukesh Hitesh Jignesh Karthik/Kartik Vikram/Bikram
Siva/Shiva Mahesh
""")
HINDU_FAMILIES = names("""
Patel/Pattel Shah/Shaha Sharma/Sarma Desai/Desay Mistry/Mistri Joshi/Joshee Kumar Gupta Mehta/Meheta
Parmar Chauhan/Chohan Solanki Rao/Row Nair/Nayar Iyer/Aiyar Reddy/Reddi
Chatterjee/Chatterji/Chattopadhyay Mukherjee/Mukherji Banerjee/Banerji Das/Dass Sivakumar/Shivakumar
Rajendran/Rajendren Krishnamurthy/Krishnamurti
""")
ARAB_FAMILIES = names("""
Al+Masri/Almasri/El+Masri/Al-Masry Al+Ahmad/Alahmad/Al-Ahmed Khalil/Khaleel/Kalil
Mahmoud/Mahmood/Mahmud Saleh/Salih/Salah Haddad/Hadad Nasser/Nasir/Naser Al+Hassan/Alhassan/El+Hasan
Ismail/Ismael Mansour/Mansoor/Mansur Al+Khatib/Alkhatib/El+Khateeb Darwish/Darweesh
Al+Sayed/Elsayed/El+Said/Alsayed Hamdan/Hamadan Al+Jaburi/Aljabouri/Al-Jubouri
Qasim/Kassem/Qassem/Kasim Sulaiman/Suleiman/Soliman Abbas/Abass Al+Omari/Alomari/El+Omari
Shaheen/Shahin Bakr/Baker Al+Hashimi/Alhashemi Warsame/Warsaame Abdi/Cabdi Farah/Faarax/Farrah
Jama/Jaamac Hersi/Xirsi Nur/Noor/Nuur Abshir/Absheir
""")

POLISH_GIRLS = names("""
Zuzanna/Zuzia Julia/Julka Zofia/Zosia/Sofia Hanna/Hania Maja/Maya Lena/Lenka Alicja/Ala/Alicia
Katarzyna/Kasia/Kate Małgorzata/Gosia/Malgorzata Agnieszka/Aga Anna/Ania Barbara/Basia Ewa/Eva
Magdalena/Magda Joanna/Asia Aleksandra/Ola/Alexandra Wiktoria/Victoria/Wika Natalia/Natalka
Oliwia/Olivia Monika/Monica Łucja/Lucja/Lucy Bożena/Bozena Stanisława/Stasia Weronika/Veronica Kinga
Iga Amelia Nadia
""")
POLISH_BOYS = names("""
Antoni/Antek/Anthony Jan/Janek/John Jakub/Kuba/Jacob Aleksander/Olek/Alexander Franciszek/Franek
Szymon/Simon Filip/Philip Mikołaj/Mikolaj/Nicholas Wojciech/Wojtek Adam Michał/Michal/Michael
Piotr/Piotrek/Peter Paweł/Pawel/Paul Tomasz/Tomek/Thomas Krzysztof/Krzysiek/Kris Łukasz/Lukasz/Lukas
Grzegorz/Grzesiek/Greg Mateusz/Mati/Matthew Kacper/Casper Bartosz/Bartek Stanisław/Stas/Stanislaw
Oskar/Oscar Ignacy Leon Marek/Mark
""")
POLISH_FAMILIES = names("""
Nowak/Novak Kowalski/Kowalsky Wiśniewski/Wisniewski/Vishnevski Wójcik/Wojcik Kowalczyk/Kovalchik
Kamiński/Kaminski Lewandowski/Levandovski Zieliński/Zielinski Szymański/Szymanski/Shimanski
Woźniak/Wozniak/Vozniak Dąbrowski/Dabrowski/Dombrowski Kozłowski/Kozlowski Jankowski Mazur
Wojciechowski Kwiatkowski/Kwiatkovski Krawczyk/Krawchyk Piotrowski Grabowski Pawłowski/Pawlowski
Michalski Król/Krol Wieczorek Jabłoński/Jablonski Wróbel/Wrobel Dudek Adamczyk Sikora Górski/Gorski
Rutkowski Ostrowski Baran Szewczyk/Shevchik Pietrzak Zając/Zajac Gołąb/Golab Chmielewski
Żukowski/Zukowski Przybylski
""")

ROMANIAN_GIRLS = names("""
Maria/Maricica Ioana/Oana/Ioanna Andreea/Andrea Elena/Lenuța/Ileana Ana/Anca Mihaela/Michaela
Cristina/Kristina Alexandra/Sanda Daria Sofia Antonia Ștefania/Stefania/Şefania Gabriela/Gabi
Raluca/Ralu Bianca Loredana Daniela Roxana Simona Georgiana/Gina Larisa/Larissa Denisa Nicoleta/Nico
Valentina Diana Iulia/Julia
""")
ROMANIAN_BOYS = names("""
Andrei/Andrey Ștefan/Stefan/Şefan Alexandru/Alex/Sandu Ionuț/Ionut/Ion/Ionel Mihai/Mihail/Michael
Gabriel/Gabi Cristian/Christian/Cristi Gheorghe/George/Gigi Nicolae/Nicu/Nicolas
Constantin/Costel/Costi Vasile/Vasilica David Luca/Luka Matei/Mattei Bogdan Florin/Florian Marius
Adrian/Adi Răzvan/Razvan Cătălin/Catalin Iulian/Julian
""")
ROMANIAN_FAMILIES = names("""
Popescu/Popesku Ionescu/Ionesku Popa Dumitru/Dumitrescu Stan Stoica/Stoika Gheorghe/Georghe
Rusu/Russu Munteanu/Muntean Matei Constantin/Constantinescu Marin Lazăr/Lazar Ciobanu/Chobanu Florea
Dobre Moldoveanu/Moldovan Țăranu/Taranu/Tsaranu Crețu/Cretu Dănilă/Danila Șerban/Serban/Sherban
Tănase/Tanase Ungureanu/Ungurean Chiriță/Chirita Nistor Pîrvu/Parvu/Pârvu Dragomir Oprea Vlad Toma
Voicu Manole Barbu Ene/Enescu Apostol Bălan/Balan
""")

CHINESE_FAMILIES = names("""
Wang/Wong Li/Lee Zhang/Cheung/Chang Liu/Lau/Lew Chen/Chan/Tan Yang/Yeung Huang/Wong/Hwang
Zhao/Chiu/Chao Wu/Ng/Woo Zhou/Chow/Chau Xu/Hsu/Tsui Sun/Suen Ma/Mah Zhu/Chu Hu/Wu/Woo Guo/Kwok/Kuo
Lin/Lam He/Ho Gao/Ko/Kao Luo/Law/Lo Zheng/Cheng Liang/Leung Xie/Tse/Hsieh Tang/Tong Deng/Tang
Feng/Fung Ye/Yip Pan/Poon
""")
CHINESE_GIVEN = names("""
Wei/Wai Fang/Fong Na Min/Man Jing/Ching Lei/Lui Jun/Chun Yan/Yin Yong/Wing Tao/To Ming/Meng
Chao/Chiu Xin/Hsin/Yan Hui/Wai Jie/Kit Hong/Hung Ping/Peng Bo/Pok Yi/Yee Mei/Mui Xiao/Siu/Hsiao
Jia/Ka/Chia Hao/Ho Yu/Yue Ting Zi/Tsz/Tze Han/Hon Xuan/Suen Lok/Le Yuk Kwong/Guang Sze Ling Kai/Hoi
""")
CHINESE_ENGLISH = names("""
Jason Kevin Tony Vivian Emily Grace Michelle Kelvin Eric Winnie Jenny Amy Alan Ivy Daniel Chloe Ryan
""")

AFRICAN_GIRLS = names("""
Chidinma/Dinma Oluwatobi/Tobi Adaeze/Ada Temitope/Temi/Tope Folasade/Sade/Shade Ngozi Chiamaka/Amaka
Ifeoma/Ify Yetunde/Yetty Oluwaseun/Seun Blessing Precious Favour/Favor Akosua/Akosia Abena/Abenaa
Ama Efua/Efuwa Adwoa/Adjoa Fatoumata/Fatou/Fatu Aminata/Ami Mariama/Mariam Isatou/Aissatou/Isatu
Hadiza/Hadija Funmilayo/Funmi Titilayo/Titi Comfort
""")
AFRICAN_BOYS = names("""
Chukwuemeka/Emeka Oluwaseun/Seun Ayodele/Ayo/Dele Babatunde/Tunde/Baba Olumide/Mide Chinedu/Nedu
Ikechukwu/Ike Obinna/Obi Kwame/Kwamena Kofi/Koffi Kwabena/Kobina/Kobby Yaw/Yao Kwaku/Kweku
Emmanuel/Emma/Manny Samuel/Sam Mamadou/Modou/Mamadu Ousmane/Usman/Ousman Lamin/Lamine
Ibrahima/Ibrahim Abdoulaye/Abdulai Oluwadamilola/Dami/Damilola Jaden/Jayden
""")
AFRICAN_FAMILIES = names("""
Okafor/Okafo Adeyemi/Adeyemy Okonkwo/Okonkwor Adebayo/Adebayor Eze/Ezeh Nwosu/Nwosuh
Balogun/Balogoun Ogunleye/Ogunlaye Oyelaran/Oyeleran Afolabi/Afolaby Mensah/Mensa Owusu/Owusuh
Boateng/Boatin Asante/Ashanti Appiah/Apia Osei/Ossei Agyemang/Adjeman/Agyeman Amoah/Amoa
Diallo/Jallow/Diallow Ceesay/Sissay/Cissé Njie/Ndiaye/N'Diaye Touray/Touré/Toure Sesay/Sesey
Kamara/Camara Conteh/Konteh Bangura/Bangoura Koroma/Koroama Traoré/Traore Keita/Keïta Danso/Dansoh
""")

# The long tail of each culture's family names: beginnings and endings that are put together.
POLISH_STEMS = words("""
Adam Bart Bed Bor Brzez Dom Gaw Jag Jas Jaw Kal Kam Klim Kop Krup Lis Lub Mal Mil Mos Olsz Rad Sad
Sob Stach Szcz Tar Trzc Urb War Wil Wys Zar
""")
POLISH_ENDINGS = words("""
iński owski ewski czyk czak owicz ik ecki ała
""")
ROMANIAN_STEMS = words("""
Al Ant Băl Bog Brat Cor Dan Dav Fil Gav Grig Ist Luc Man Mir Neg Nic Pan Pav Petr Rad Sim Stăn Vas
""")
ROMANIAN_ENDINGS = words("""
escu eanu oiu aru ea uț
""")
AFRICAN_STEMS = words("""
Ade Ola Oluwa Ogun Oye Ayo Akin Baba Fola Owo Awo Ige Onye Nwa Oke Uche Chi
""")
AFRICAN_ENDINGS = words("""
yemi wale bola kunle niyi dele tunde sanya jobi femi shola toye wusi yinka ma chukwu nna kwu
""")
ARAB_STEMS = words("""
Najj Sabb Rif Tikr Zub Mal Azz Dul Sam Bag Bas Mos Hal Dam Har Naj Kur Tam Kin Qahr Sham Hij Fat
""")
ARAB_ENDINGS = words("""
ar agh ai iti aidi iki awi aimi arrai dadi rawi uli abi ashi ani
""")
ASIAN_STEMS = words("""
Bal Bhat Chan Dar Dev Gan Gov Har Jag Jay Kal Kar Lal Man Moh Nag Nar Par Raj Ram Sat Sub Vish Yog
""")
ASIAN_ENDINGS = words("""
war dev kar pal ani ia endra anathan wala nath swamy esh was
""")
IRISH_STEMS = words("""
Bran Cal Cor Dev Don Dun Fal Fin Flan Gan Han Hal Kean Lav Mad Mol Mul Rior Shan Tier
""")
IRISH_ENDINGS = words("""
agan an ery nelly oghue ey igan aghan ane dan
""")
ROMA_STEMS = words("""
Bal Dan Dem Fer Gaš Hol Kal Kan Kur Lac Mar Mat Pešt Pok Puš Šar Sam Tul Žig
""")
ROMA_ENDINGS = words("""
o ik ko uš an ovič oš čik a
""")
