"""Makes iris.csv from iris.csv of scikit-learn 1.9.1: python3 iris.py sklearn/datasets/data/iris.csv > iris.csv"""

import sys

species = ["setosa", "versicolor", "virginica"]
print("sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm,species")
for line in open(sys.argv[1]).readlines()[1:]:
    *numbers, kind = line.strip().split(",")
    print(",".join(numbers), species[int(kind)], sep=",")
