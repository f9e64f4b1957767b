#ifndef BASE_LIST_H
#endif
