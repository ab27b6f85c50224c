"""Makes wine.csv from wine_data.csv of scikit-learn 1.9.1: python3 wine.py sklearn/datasets/data/wine_data.csv > wine.csv"""

import sys

print(
    "alcohol,malic_acid,ash,alcalinity_of_ash,magnesium,total_phenols,flavanoids,nonflavanoid_phenols,proanthocyanins,"
    "color_intensity,hue,od280_od315,proline,cultivar"
)
for line in open(sys.argv[1]).readlines()[1:]:
    *numbers, cultivar = line.strip().split(",")
    print(",".join(numbers), "ABC"[int(cultivar)], sep=",")
