# SPDX-License-Identifier: GPL-2.0-or-later
# Included by GNU make, not by automake, which cannot look for files: tests are found, not listed.
# tests/c/test_X.c becomes check/test_X.t; other files of tests/c are linked into all of them.
c_tests := $(patsubst $(srcdir)/tests/c/%.c,check/%.t,$(sort $(wildcard $(srcdir)/tests/c/test_*.c)))
c_support := $(filter-out $(srcdir)/tests/c/test_%,$(wildcard $(srcdir)/tests/c/*.c))
script_tests := $(patsubst $(srcdir)/%,%,$(sort $(wildcard $(srcdir)/tests/build/test_*.sh $(srcdir)/tests/lint/test_*.sh $(srcdir)/tests/e2e/test_*.sh $(srcdir)/tests/conformance/test_*.sh)))
fuzzers := $(patsubst $(srcdir)/tests/fuzz/fuzz_%.c,%,$(wildcard $(srcdir)/tests/fuzz/fuzz_*.c))
benches := $(patsubst $(srcdir)/tests/bench/%.c,check/bench_%,$(wildcard $(srcdir)/tests/bench/*.c))
# The example of a loadable quickjs module, built as anybody's would be: what is undefined in it is the program's.
example := $(patsubst $(srcdir)/bindings/example/%.c,%.so,$(wildcard $(srcdir)/bindings/example/*.c))
ifneq ($(have_cmocka),yes)
c_tests :=
endif

compile_test = $(AM_V_CCLD)$(MKDIR_P) check && $(LIBTOOL) $(AM_V_lt) --tag=CC --mode=link $(CC) $(AM_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS)
$(c_tests): check/%.t: $(srcdir)/tests/c/%.c $(c_support) libeverything.la $(filter %.o,$(quickjs))
	$(compile_test) $(CMOCKA_CFLAGS) -export-dynamic -o $@ $< $(c_support) libeverything.la $(quickjs) $(libraries) $(CMOCKA_LIBS)
check/bench_%: $(srcdir)/tests/bench/%.c libeverything.la $(filter %.o,$(quickjs))
	$(compile_test) -o $@ $< libeverything.la $(quickjs) $(libraries)
$(example): %.so: $(srcdir)/bindings/example/%.c
	$(AM_V_CCLD)$(CC) $(AM_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) -fPIC -shared -o $@ $<
